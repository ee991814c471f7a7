import { Command } from 'commander'
import { version } from '../package.json'
import { add } from './add'
import { call } from './call'
import { exec } from './exec'
import { init } from './init'
import { closeAtEnd, start } from './start'
import { commandLine, type Say, sayIn } from './start/language'
import { runCommand } from './start/runCommand'

type Run = (args: readonly string[]) => Promise<number>

/** The commands, each with its description and the function that gets its arguments. */
const commands = (say: Say): Readonly<Record<string, [description: string, run: Run]>> => ({
  init: [say('set up your project', '为你的项目写入所需文件'), init],
  start: [
    say('serve cloud functions on a local WeChat', '在本地模拟环境中运行云函数'),
    (args) => start(args, closeAtEnd),
  ],
  exec: [
    say(
      'run a command, for example a test suite, with a local WeChat of its own',
      '启动专用的本地模拟环境，在其中运行一条命令（例如测试）',
    ),
    exec,
  ],
  call: [say('call an API of WeChat over HTTPS', '通过 HTTPS 调用微信接口'), call],
  doctor: [
    say('check your project, mini program and deployed functions', '检查项目、小程序和已部署的云函数'),
    // Loaded here, because only doctor needs parsers of JavaScript.
    async (args) => (await import('./doctor.js')).doctor(args),
  ],
  add: [say('copy built cloud functions into your project', '把构建好的云函数复制到你的项目'), add],
})

/**
 * `wx-logistics`: runs one of its commands.
 *
 * @param args the command line, without Node and the script
 * @returns the exit code
 */
export async function wxLogistics(args: readonly string[]): Promise<number> {
  let exitCode = 0
  const say = sayIn(args, process.env)
  const program = new Command('wx-logistics')
    .description(
      say(
        'Cloud functions for 物流助手 (logistics.*), and a local WeChat to run them on.',
        '物流助手（logistics.*）的云函数，以及运行它们的本地模拟环境。',
      ),
    )
    .version(version)
    .enablePositionalOptions()
    .helpCommand(false)
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .addHelpText(
      'after',
      `\n${say('Each command describes its options with --help:', '每个命令都有 --help：')}\n  ${commandLine('start --help')}`,
    )
  for (const [name, [description, run]] of Object.entries(commands(say))) {
    // The command itself reads what follows its name, --help too.
    program
      .command(name)
      .description(description)
      .argument('[args...]')
      .helpOption(false)
      .allowUnknownOption()
      .passThroughOptions()
      .action(async (rest: string[]) => {
        const { lang } = program.opts<{ lang?: string }>()
        exitCode = await run(lang === undefined ? rest : ['--lang', lang, ...rest])
      })
  }
  return (await runCommand(program, args, say)) || exitCode
}

if (require.main === module) {
  wxLogistics(process.argv.slice(2)).then((code) => {
    process.exitCode = code
  })
}
