import type { Message } from '../../cloudfunctions/openapi/messages/Message'
import { version } from '../../package.json'
import { add } from './add'
import { call } from './call'
import { exec } from './exec'
import { init } from './init'
import { closeAtEnd, start } from './start'
import { commandLine } from './terminal/language'
import { OwnCommand } from './terminal/OwnCommand'
import { runCommand } from './terminal/runCommand'
import { verify } from './verify'

/** A command, with the function that gets the other arguments. */
interface Entry extends Message {
  run(args: readonly string[]): Promise<number>
}

/** The commands, by name. */
export const COMMANDS: Readonly<Record<string, Entry>> = {
  init: { en: 'set up your project', zh: '为你的项目写入所需文件', run: init },
  start: {
    en: 'serve cloud functions on a local WeChat',
    zh: '在本地模拟环境中运行云函数',
    run: (args) => start(args, closeAtEnd),
  },
  exec: {
    en: 'run a command, for example a test suite, with a local WeChat of its own',
    zh: '启动专用的本地模拟环境，在其中运行一条命令（例如测试）',
    run: exec,
  },
  call: { en: 'call an API of WeChat over HTTPS', zh: '通过 HTTPS 调用微信接口', run: call },
  doctor: {
    en: 'check your project, mini program and deployed functions',
    zh: '检查项目、小程序和已部署的云函数',
    // Loaded here, because only doctor needs parsers of JavaScript.
    run: async (args) => (await import('./doctor.js')).doctor(args),
  },
  verify: {
    en: 'check on WeChat what nobody has confirmed about it',
    zh: '在微信上核实没有得到证实的推断',
    run: verify,
  },
  add: { en: 'copy built cloud functions into your project', zh: '把构建好的云函数复制到你的项目', run: add },
}

/**
 * `wx-logistics`: runs one of its commands.
 *
 * @param args the command line, without Node and the script
 * @returns the exit code
 */
export async function wxLogistics(args: readonly string[]): Promise<number> {
  const at = args.findIndex((it) => Object.hasOwn(COMMANDS, it))
  const command = COMMANDS[args[at] ?? '']
  if (command) return command.run([...args.slice(0, at), ...args.slice(at + 1)])
  const program = new OwnCommand('wx-logistics', {
    en: 'Cloud functions for 物流助手 (logistics.*), and a local WeChat to run them on.',
    zh: '物流助手（logistics.*）的云函数，以及运行它们的本地模拟环境。',
  })
    .version(version)
    .helpCommand(false)
    .withHelp(HELP)
  for (const [name, about] of Object.entries(COMMANDS)) program.addCommand(new OwnCommand(name, about))
  return runCommand(program, args)
}

const HELP = {
  en: 'Each command describes its options with --help:\n ',
  zh: '每个命令都有 --help：\n ',
  code: commandLine('start --help'),
}
