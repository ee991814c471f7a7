import type { Command, Option } from 'commander'
import { MAX_TIMER_MS } from '../../../cloudfunctions/openapi/errors/withTimeLimit'
import type { Message } from '../../../cloudfunctions/openapi/messages/Message'
import { checkedOption, ownOption } from './OwnCommand'
import { FIXTURES, RECORDS } from './project'

/** The options of a command that starts a local WeChat. */
export interface Options {
  port: number
  host: string
  functions?: string
  fixtures?: string
  /** Default: the project's folder of records. */
  state?: string
  faults?: string
  node?: string
  timeLimit: number
  maxInstances: number
  inspect?: string | boolean
  allowUndeclared: boolean
  allowNestedOpenapi: boolean
  passEnv: string[]
  verbose: boolean
  /** The language of the terminal, which is no option of the local WeChat. */
  lang?: string
}

/** The default port of `start`. */
export const DEFAULT_PORT = 8787

/**
 * Adds the options of the local WeChat to a command. Each is an environment variable too (LOCAL_WECHAT_PORT for --port),
 * except the port and the records of a local WeChat that a command has for itself.
 *
 * @param keeps whether the command keeps records and has a fixed address
 */
export function addOptions<C extends Command>(command: C, keeps: boolean): C {
  const options = [
    portOption().default(keeps ? DEFAULT_PORT : 0),
    ownOption('--host <address>', { en: 'loopback address to listen on', zh: '监听的本机回环地址' }).default(
      '127.0.0.1',
    ),
    ownOption('--functions <dir>', {
      en: 'folder of functions, <dir>/<name>/index.js (default: those of this project)',
      zh: '云函数目录，<dir>/<name>/index.js（默认：当前项目的云函数）',
    }),
    ownOption('--fixtures <file>', {
      en: `mini programs, couriers and customers (default: ${FIXTURES} of the project if it exists, otherwise built-in ones)`,
      zh: `小程序、快递公司和客户等初始数据（默认：项目的 ${FIXTURES}，没有则用内置数据）`,
    }),
    keeps
      ? ownOption('--state <dir>', {
          en: `folder of the records, or :memory: to keep nothing (default: ${RECORDS} in the project)`,
          zh: `保存记录的目录；:memory: 表示不保存（默认：项目里的 ${RECORDS}）`,
        })
      : ownOption('--state <dir>', {
          en: 'folder of the records, or :memory: to keep nothing',
          zh: '保存记录的目录；:memory: 表示不保存',
        }).default(':memory:'),
    ownOption('--faults <file>', {
      en: 'JSON file of faults, in the form of PUT /emulator/faults',
      zh: '故障的 JSON 文件，格式同 PUT /emulator/faults',
    }),
    ownOption('--node <path>', {
      en: 'the Node.js that runs functions (default: the one that runs this command)',
      zh: '运行云函数的 Node.js（默认：运行本命令的那个）',
    }),
    wholeOption('--time-limit <ms>', 1, MAX_TIMER_MS, {
      en: 'time limit of a function, in milliseconds',
      zh: '云函数的超时时间，单位毫秒',
    }).default(3000),
    wholeOption('--max-instances <number>', 1, 1000, {
      en: 'maximum number of processes of a function',
      zh: '每个云函数的最大进程数',
    }).default(10),
    ownOption('--pass-env <name>', {
      en: 'a variable of the shell that functions get too; can be repeated',
      zh: '把终端的某个环境变量也传给云函数，可重复使用',
    })
      .default([])
      .argParser((name: string, names: string[]) => [...names, ...name.split(',')]),
    ownOption('--inspect [name]', {
      en: 'let a debugger stop in one function, or in each, on port 9229 and up; it then has one process and no time limit',
      zh: '允许调试器（端口从 9229 起）在某个或所有云函数中断点，此时只有一个进程且不限时',
    }),
    ownOption('--allow-undeclared', {
      en: 'let functions load files outside of their folder and packages that their package.json does not list, which fails in the cloud',
      zh: '允许云函数加载目录之外的文件和 package.json 未声明的包（上传后会失败）',
    }).default(false),
    ownOption('--allow-nested-openapi', {
      en: 'let a function that another function calls make cloud calls (nobody knows whether WeChat does)',
      zh: '允许被其他云函数调用的云函数发起云调用（线上是否允许尚无定论）',
    }).default(false),
    ownOption('--verbose', {
      en: 'log everything, not only calls and failures',
      zh: '输出全部日志，而不只是调用和失败',
    }).default(false),
  ]
  for (const it of options) {
    // The variables name the port and the records of the local WeChat that already runs.
    if (keeps || !['port', 'state'].includes(it.name()))
      it.env(`LOCAL_WECHAT_${it.name().toUpperCase().replaceAll('-', '_')}`)
    command.addOption(it)
  }
  return command
}

/** Returns the option --port. */
export function portOption(): Option {
  return wholeOption('--port <number>', 0, 65535, { en: 'port of the local WeChat', zh: '本地模拟环境的端口' })
}

function wholeOption(flags: string, min: number, max: number, description: Message): Option {
  const parse = (text: string) => {
    const value = Number(text)
    return /^\d+$/.test(text) && value >= min && value <= max ? value : undefined
  }
  const expected = { en: `a whole number from ${min} to ${max}`, zh: ` ${min} 到 ${max} 的整数` }
  return checkedOption(flags, description, parse, expected)
}
