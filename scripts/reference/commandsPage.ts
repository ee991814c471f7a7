import { Command, type Option } from 'commander'
import { apiNames, apis } from '../../cloudfunctions/openapi/apis'
import { add } from '../add'
import { call } from '../call'
import { doctor } from '../doctor'
import { exec } from '../exec'
import { init } from '../init'
import { start } from '../start'
import type { ReferencePage, Section } from './page'

/** The commands, with what comes after their names. */
const COMMANDS: Readonly<Record<string, [run: (args: string[]) => Promise<number>, args: string]>> = {
  init: [init, ''],
  start: [(args) => start(args, () => {}), ''],
  exec: [exec, '-- COMMAND [ARG ...]'],
  call: [call, 'API'],
  doctor: [doctor, ''],
  add: [add, 'FUNCTION ...'],
}

/** Returns the page of the commands and their options. */
export async function commandsPage(): Promise<ReferencePage> {
  const sections: Section[] = []
  for (const [name, [run, args]] of Object.entries(COMMANDS)) {
    const en = await commandOf(run, 'en')
    const zh = await commandOf(run, 'zh')
    sections.push({
      title: `wx-logistics ${name} ${args}`.trim(),
      text: [{ en: en.description(), zh: zh.description() }],
      head: ['Option\n选项', 'Variable\n环境变量', 'Description\n说明'],
      rows: optionsOf(en).map((option, at) => [
        `\`${option.flags}\``,
        option.envVar ? `\`${option.envVar}\`` : '',
        {
          en: about(option, (value) => ` (default: ${value})`),
          zh: about(optionsOf(zh)[at] ?? option, (value) => `（默认：${value}）`),
        },
      ]),
    })
  }
  return {
    path: 'scripts/emulator/docs/commands',
    title: 'Commands\n命令',
    intro:
      'Run them with `npx` in your project: `npx wx-logistics start`. Each has `--help`; `call API --help` lists the parameters of an API, as does [the reference of APIs](../../../cloudfunctions/docs/api.md).\n' +
      '在你的项目里用 `npx` 运行，如 `npx wx-logistics start`。每个命令都有 `--help`；`call API --help` 列出接口的参数，与[接口参考](../../../cloudfunctions/docs/api.zh-CN.md)相同。',
    sections,
  }
}

/** Returns the Command with which a command parses its arguments, without running it. */
async function commandOf(run: (args: string[]) => Promise<number>, language: string): Promise<Command> {
  const { parseAsync } = Command.prototype
  const found: Command[] = []
  Command.prototype.parseAsync = async function () {
    found.push(this)
    return this
  }
  await run(['--lang', language]).finally(() => {
    Command.prototype.parseAsync = parseAsync
  })
  const [command] = found
  if (!command) throw new Error('the command has parsed no arguments')
  return command
}

const params: readonly string[] = apiNames().flatMap((name) => Object.keys(apis[name].params.entries))

/** Returns the options of a command, then those of its subcommands, each once, without the parameters of APIs. */
function optionsOf({ options, commands }: Command): Option[] {
  const ofApis = commands.flatMap((it) => it.options.filter((option) => !params.includes(paramOf(option))))
  return [...new Map([...options, ...ofApis].map((it) => [it.flags, it])).values()]
}

function paramOf(option: Option): string {
  return option.attributeName().replace(/Stdin$/, '')
}

/** Returns the description of an option, with its default. */
function about(
  { description, defaultValue, defaultValueDescription }: Option,
  form: (value: string) => string,
): string {
  const isShown = typeof defaultValue === 'number' || typeof defaultValue === 'string'
  const value = defaultValueDescription ?? (isShown ? String(defaultValue) : '')
  // Unescaped, <dir> would be an HTML element.
  return `${description}${value && form(value)}`.replaceAll('<', '\\<')
}
