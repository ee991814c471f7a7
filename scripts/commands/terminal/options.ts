import { type Command, InvalidArgumentError, Option } from 'commander'
import { MAX_TIMER_MS } from '../../../cloudfunctions/openapi/errors/withTimeLimit'
import type { Say } from './language'
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
}

/** The default port of `start`. */
export const DEFAULT_PORT = 8787

/**
 * Adds the options of the local WeChat to a command. Each is an environment variable too (LOCAL_WECHAT_PORT for --port),
 * except the port and the records of a local WeChat that a command has for itself.
 *
 * @param keeps whether the command keeps records and has a fixed address
 */
export function addOptions(command: Command, say: Say, keeps: boolean): Command {
  const state = option(
    '--state <dir>',
    say('folder of the records, or :memory: to keep nothing', '保存记录的目录；:memory: 表示不保存'),
  )
  const whole = integerParser(say)
  const port = portOption(say).default(keeps ? DEFAULT_PORT : 0)
  // The variables name the port and the records of the local WeChat that already runs.
  if (!keeps) for (const it of [port, state]) delete it.envVar
  const options = [
    port,
    option('--host <address>', say('loopback address to listen on', '监听的本机回环地址')).default('127.0.0.1'),
    option(
      '--functions <dir>',
      say(
        'folder of functions, <dir>/<name>/index.js (default: those of this project)',
        '云函数目录，<dir>/<name>/index.js（默认：当前项目的云函数）',
      ),
    ),
    option(
      '--fixtures <file>',
      say(
        `mini programs, couriers and customers (default: ${FIXTURES} of the project if it exists, otherwise built-in ones)`,
        `小程序、快递公司和客户等初始数据（默认：项目的 ${FIXTURES}，没有则用内置数据）`,
      ),
    ),
    keeps
      ? state.default(undefined, say(`${RECORDS} in the project`, `项目里的 ${RECORDS}`))
      : state.default(':memory:'),
    option(
      '--faults <file>',
      say('JSON file of faults, in the form of PUT /emulator/faults', '故障的 JSON 文件，格式同 PUT /emulator/faults'),
    ),
    option(
      '--node <path>',
      say(
        'the Node.js that runs functions (default: the one that runs this command)',
        '运行云函数的 Node.js（默认：运行本命令的那个）',
      ),
    ),
    option('--time-limit <ms>', say('time limit of a function, in milliseconds', '云函数的超时时间，单位毫秒'))
      .default(3000)
      .argParser(whole(1, MAX_TIMER_MS)),
    option('--max-instances <number>', say('maximum number of processes of a function', '每个云函数的最大进程数'))
      .default(10)
      .argParser(whole(1, 1000)),
    option(
      '--pass-env <name>',
      say(
        'a variable of the shell that functions get too; can be repeated',
        '把终端的某个环境变量也传给云函数，可重复使用',
      ),
    )
      .default([])
      .argParser((name: string, names: string[]) => [...names, ...name.split(',')]),
    option(
      '--inspect [name]',
      say(
        'let a debugger stop in one function, or in each, on port 9229 and up; it then has one process and no time limit',
        '允许调试器（端口从 9229 起）在某个或所有云函数中断点，此时只有一个进程且不限时',
      ),
    ),
    option(
      '--allow-undeclared',
      say(
        'let functions load files outside of their folder and packages that their package.json does not list, which fails in the cloud',
        '允许云函数加载目录之外的文件和 package.json 未声明的包（上传后会失败）',
      ),
    ).default(false),
    option(
      '--allow-nested-openapi',
      say(
        'let a function that another function calls make cloud calls (nobody knows whether WeChat does)',
        '允许被其他云函数调用的云函数发起云调用（线上是否允许尚无定论）',
      ),
    ).default(false),
    option('--verbose', say('log everything, not only calls and failures', '输出全部日志，而不只是调用和失败')).default(
      false,
    ),
  ]
  for (const it of options) command.addOption(it)
  return command
}

/** Returns the option --port. */
export function portOption(say: Say): Option {
  return option('--port <number>', say('port of the local WeChat', '本地模拟环境的端口')).argParser(
    integerParser(say)(0, 65535),
  )
}

function option(flags: string, description: string): Option {
  const it = new Option(flags, description)
  return it.env(`LOCAL_WECHAT_${it.name().toUpperCase().replaceAll('-', '_')}`)
}

const integerParser = (say: Say) => (min: number, max: number) => (text: string) => {
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= min && value <= max) return value
  throw new InvalidArgumentError(
    say(`It must be a whole number from ${min} to ${max}.`, `应为 ${min} 到 ${max} 的整数。`),
  )
}
