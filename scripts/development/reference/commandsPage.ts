import { Command, type Option } from 'commander'
import { apiNames, apis } from '../../../cloudfunctions/openapi/apis'
import { doctor } from '../../commands/doctor'
import { defaultOf, descriptionOf } from '../../commands/terminal/OwnCommand'
import { COMMANDS } from '../../commands/wxLogistics'
import type { ReferencePage, Section, Words } from './page'

/** What comes after the names of commands. */
const ARGS: Readonly<Record<string, string>> = { exec: '-- COMMAND [ARG ...]', call: 'API', add: 'FUNCTION ...' }

/** Returns the page of the commands and their options. */
export async function commandsPage(): Promise<ReferencePage> {
  const sections: Section[] = []
  // The table loads doctor by `import()`, which jest does not support.
  for (const [name, { run }] of Object.entries({ ...COMMANDS, doctor: { run: doctor } })) {
    const command = await commandOf(run)
    sections.push({
      title: `wx-logistics ${name} ${ARGS[name] ?? ''}`.trim(),
      text: [descriptionOf(command)],
      head: [
        ['Option', '选项'],
        ['Variable', '环境变量'],
        ['Description', '说明'],
      ],
      rows: optionsOf(command).map(rowOf),
    })
  }
  return {
    path: 'scripts/emulator/docs/commands',
    title: { en: 'Commands', zh: '命令' },
    intro: {
      en: 'Run them with `npx` in your project: `npx wx-logistics start`. Each has `--help`; `call API --help` lists the parameters of an API, as does [the reference of APIs](../../../cloudfunctions/docs/api.md).',
      zh: '在你的项目里用 `npx` 运行，如 `npx wx-logistics start`。每个命令都有 `--help`；`call API --help` 列出接口的参数，与[接口参考](../../../cloudfunctions/docs/api.zh-CN.md)相同。',
    },
    sections,
  }
}

/** Returns the Command with which a command parses its arguments, without running it. */
async function commandOf(run: (args: readonly string[]) => Promise<number>): Promise<Command> {
  const { parseAsync } = Command.prototype
  const command = new Promise<Command>((resolve) => {
    Command.prototype.parseAsync = async function () {
      resolve(this)
      return this
    }
  })
  await run([]).finally(() => {
    Command.prototype.parseAsync = parseAsync
  })
  return command
}

const params: readonly string[] = apiNames().flatMap((name) => Object.keys(apis[name].params.entries))

/** Returns the options of a command, then those of its subcommands, each once, without the parameters of APIs. */
function optionsOf({ options, commands }: Command): Option[] {
  const ofApis = commands.flatMap((it) => it.options)
  const isParam = (it: Option) => params.includes(it.attributeName().replace(/Stdin$/, ''))
  const isFirst = (it: Option, at: number) => ofApis.findIndex(({ flags }) => flags === it.flags) === at
  return [...options, ...ofApis.filter((it, at) => isFirst(it, at) && !isParam(it))]
}

function rowOf(option: Option): Words[] {
  const variable = option.envVar ? `\`${option.envVar}\`` : ''
  const [{ en, zh }, value] = [descriptionOf(option), defaultOf(option)]
  const [shownEn, shownZh] = value === undefined ? ['', ''] : [` (default: ${value})`, `（默认：${value}）`]
  // Unescaped, <dir> would be an HTML element.
  const escaped = (text: string) => text.replaceAll('<', '\\<')
  return [`\`${option.flags}\``, variable, { en: escaped(en + shownEn), zh: escaped(zh + shownZh) }]
}
