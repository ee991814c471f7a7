import { Command } from 'commander'
import { version } from '../../package.json'
import { add } from './add'
import { call } from './call'
import { exec } from './exec'
import { init } from './init'
import { closeAtEnd, start } from './start'
import { commandLine, sayIn } from './terminal/language'
import { runCommand } from './terminal/runCommand'

type Run = (args: readonly string[]) => Promise<number>

/** The commands, each with its description and the function that gets the other arguments. */
const COMMANDS: Readonly<Record<string, [en: string, zh: string, run: Run]>> = {
  init: ['set up your project', '为你的项目写入所需文件', init],
  start: ['serve cloud functions on a local WeChat', '在本地模拟环境中运行云函数', (args) => start(args, closeAtEnd)],
  exec: [
    'run a command, for example a test suite, with a local WeChat of its own',
    '启动专用的本地模拟环境，在其中运行一条命令（例如测试）',
    exec,
  ],
  call: ['call an API of WeChat over HTTPS', '通过 HTTPS 调用微信接口', call],
  doctor: [
    'check your project, mini program and deployed functions',
    '检查项目、小程序和已部署的云函数',
    // Loaded here, because only doctor needs parsers of JavaScript.
    async (args) => (await import('./doctor.js')).doctor(args),
  ],
  add: ['copy built cloud functions into your project', '把构建好的云函数复制到你的项目', add],
}

/**
 * `wx-logistics`: runs one of its commands.
 *
 * @param args the command line, without Node and the script
 * @returns the exit code
 */
export async function wxLogistics(args: readonly string[]): Promise<number> {
  const at = args.findIndex((it) => Object.hasOwn(COMMANDS, it))
  const [, , run] = COMMANDS[args[at] ?? ''] ?? []
  if (run) return run([...args.slice(0, at), ...args.slice(at + 1)])
  const say = sayIn(args, process.env)
  const program = new Command('wx-logistics')
    .description(
      say(
        'Cloud functions for 物流助手 (logistics.*), and a local WeChat to run them on.',
        '物流助手（logistics.*）的云函数，以及运行它们的本地模拟环境。',
      ),
    )
    .version(version)
    .helpCommand(false)
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .addHelpText(
      'after',
      `\n${say('Each command describes its options with --help:', '每个命令都有 --help：')}\n  ${commandLine('start --help')}`,
    )
  for (const [name, [en, zh]] of Object.entries(COMMANDS)) program.command(name).description(say(en, zh))
  return runCommand(program, args, say)
}
