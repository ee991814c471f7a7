import { Command, Help, Option } from 'commander'
import { type Advice, type Message, MessageError } from '../../../cloudfunctions/openapi/messages/Message'
import { didYouMean, nearest } from '../../../cloudfunctions/openapi/names/nearest'
import { type Say, sayIn } from './language'

/** What describes a command or an option in both languages: commander keeps strings only. */
const descriptions = new WeakMap<object, Message>()

/** Returns the description of a command or an option. */
export function descriptionOf(it: Command | Option): Message {
  return descriptions.get(it) ?? { en: '', zh: '' }
}

/** Creates an option. */
export function ownOption(flags: string, description: Message): Option {
  const option = new Option(flags, description.en)
  descriptions.set(option, description)
  return option
}

/**
 * Creates an option that accepts some values only. The message about any other does not show it: it may be a secret.
 *
 * @param parse returns undefined for a value that is not accepted
 * @param expected completes "should be"
 */
export function checkedOption(
  flags: string,
  description: Message,
  parse: (text: string) => unknown,
  expected: Message,
): Option {
  const option = ownOption(flags, description)
  return option.argParser((text: string) => {
    const value = parse(text)
    if (value !== undefined) return value
    const { envVar } = option
    const [en, zh] = envVar === undefined ? ['', ''] : [` (or ${envVar})`, `（或环境变量 ${envVar}）`]
    throw new MessageError({
      en: `option '${flags}'${en} should be ${expected.en}`,
      zh: `选项 '${flags}'${zh || ' '}应为${expected.zh}`,
    })
  })
}

/** Returns the default of an option as people read it; undefined for one that says nothing. */
export function defaultOf({ defaultValue }: Option): string | undefined {
  return ['number', 'string'].includes(typeof defaultValue) ? String(defaultValue) : undefined
}

/** Reports a name that does not exist, with the one that was probably meant, perhaps by its alias, or with all of them. */
export function notFound(
  kind: Message,
  name: string,
  known: readonly string[],
  aliases: readonly string[] = [],
): MessageError {
  const near = didYouMean(nearest(name, [...known, ...aliases]))
  return new MessageError({
    en: `there is no ${kind.en} '${name}'${near.en || ` (there are: ${known.join(', ') || 'none'})`}`,
    zh: `没有${kind.zh} '${name}'${near.zh || `（现有：${known.join('、') || '无'}）`}`,
  })
}

/** A command that describes itself, and reports mistakes, in the language of the terminal. */
export class OwnCommand extends Command {
  say: Say = sayIn([], { LANG: 'en' })
  /** What its subcommands are called. */
  subcommands: Message = { en: 'command', zh: '命令' }

  /** @param inList what describes it in the list of its parent's commands (default: its description) */
  constructor(
    name: string,
    description: Message,
    readonly inList = description,
  ) {
    super(name)
    this.description(description.en)
    descriptions.set(this, description)
  }

  /** Adds options that accept any value, by their flags. */
  withOptions(options: Readonly<Record<string, Message>>): this {
    for (const [flags, description] of Object.entries(options)) this.addOption(ownOption(flags, description))
    return this
  }

  /** Adds a text after the help. */
  withHelp(text: Advice): this {
    return this.addHelpText('after', () => `\n${this.say(text)}`)
  }

  /** The subcommand `help` is all that commander creates itself. */
  override createCommand(name: string): OwnCommand {
    return new OwnCommand(name, HELP)
  }

  /** The options `--help` and `--version` are all that commander creates itself. */
  override createOption(flags: string): Option {
    return ownOption(flags, flags.includes('help') ? HELP : VERSION)
  }

  override createHelp(): Help {
    return new OwnHelp(this.say)
  }

  // The methods below are commander's own, and not in its types. Each message has a test, which fails if they change.

  unknownOption(flag: string): never {
    const known = [this, this.parent].flatMap((it) => it?.options.filter(({ hidden }) => !hidden) ?? [])
    const names = known.map((it) => it.name())
    const near = nearest(flag.replace(/^-+|=.*$/gs, ''), names)
    const hint = didYouMean(near && `--${near}`)
    // Without the value, which may be a secret.
    const shown = flag.replace(/^(--[\w.-]+(?![\w.-])=?|-[^-]).+$/s, '$1***')
    throw new MessageError({
      en: `there is no option '${shown}'${hint.en}`,
      zh: `没有选项 '${shown}'${hint.zh}`,
    })
  }

  unknownCommand(): never {
    throw notFound(
      this.subcommands,
      this.args[0] ?? '',
      this.commands.map((it) => it.name()),
      this.commands.flatMap((it) => it.aliases()),
    )
  }

  missingArgument(name: string): never {
    throw new MessageError({ en: `the argument ${name} is missing`, zh: `缺少参数 ${name}` })
  }

  optionMissingArgument({ flags }: Option): never {
    throw new MessageError({ en: `option '${flags}' has no value`, zh: `选项 '${flags}' 缺少值` })
  }

  _excessArguments(given: readonly string[]): never {
    const expected = this.registeredArguments.length
    throw new MessageError({
      en: `too many arguments: ${given.length} instead of ${expected}`,
      zh: `参数过多：应有 ${expected} 个，实有 ${given.length} 个`,
    })
  }
}

const HELP: Message = { en: 'display help for command', zh: '显示帮助' }
const VERSION: Message = { en: 'output the version number', zh: '显示版本号' }

/** The titles and placeholders of commander, which are English only. */
const CHINESE: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Options:': '选项：',
  'Global Options:': '通用选项：',
  'Commands:': '命令：',
  '[options]': '[选项]',
  '[command]': '[命令]',
}

/** The help of a command in one language. */
class OwnHelp extends Help {
  override showGlobalOptions = true

  constructor(private readonly say: Say) {
    super()
  }

  override styleTitle(title: string): string {
    return this.say({ en: title, zh: CHINESE[title] ?? title })
  }

  override styleUsage(usage: string): string {
    return usage
      .split(' ')
      .map((word) => this.styleTitle(word))
      .join(' ')
  }

  override subcommandTerm(command: Command): string {
    return command.name()
  }

  override commandDescription(command: Command): string {
    return this.say(descriptionOf(command))
  }

  override subcommandDescription(command: Command): string {
    return this.say(command instanceof OwnCommand ? command.inList : descriptionOf(command))
  }

  override optionDescription(option: Option): string {
    const { say } = this
    const [value, variable] = [defaultOf(option), option.envVar]
    const notes = [
      value && say({ en: `default: ${value}`, zh: `默认：${value}` }),
      variable && say({ en: `env: ${variable}`, zh: `环境变量：${variable}` }),
    ].filter(Boolean)
    const list = { en: ` (${notes.join(', ')})`, zh: `（${notes.join('，')}）` }
    return `${say(descriptionOf(option))}${notes.length > 0 ? say(list) : ''}`
  }
}
