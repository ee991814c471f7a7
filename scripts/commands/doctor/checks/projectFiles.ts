import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { messageIn } from '../../../../cloudfunctions/openapi/errors/readProperty'
import type { Message } from '../../../../cloudfunctions/openapi/messages/Message'
import { FileError, readText } from '../../../emulator/schemas/parseText'
import { parseFixtures } from '../../../emulator/state/Fixtures'
import { commandLine } from '../../terminal/language'
import { FIXTURES, projectSetting } from '../../terminal/project'
import { type Finding, note, right, wrong } from '../Finding'
import type { Project } from '../Project'

/** Checks the folder of functions that the developer tools upload from. */
export function* cloudfunctionRoot({ dir, root, functions }: Project): Generator<Finding> {
  if (!existsSync(root) && projectSetting(dir, 'cloudfunctionRoot') === undefined) {
    yield note(
      dir,
      {
        en: 'has no project.config.json with a cloudfunctionRoot and no folder cloudfunctions',
        zh: '没有含 cloudfunctionRoot 的 project.config.json，也没有 cloudfunctions 文件夹',
      },
      { en: 'run doctor in the folder of project.config.json', zh: '请在 project.config.json 所在目录运行 doctor' },
    )
    return
  }
  const where = relative(dir, root) || '.'
  const names = functions.map(({ name }) => name).join(', ')
  yield names
    ? right(where, { en: `has the functions ${names}`, zh: `有云函数 ${names}` })
    : wrong(
        where,
        { en: 'has no function (NAME/index.js)', zh: '没有云函数（云函数名/index.js）' },
        {
          en: 'correct cloudfunctionRoot in project.config.json, or copy a function there:',
          zh: '请改正 project.config.json 的 cloudfunctionRoot，或复制一个云函数：',
          code: commandLine('add bindAccount'),
        },
      )
}

/** Checks the fixtures of the local WeChat, if the project has any. */
export function* fixtures({ dir }: Project): Generator<Finding> {
  const path = join(dir, FIXTURES)
  if (!existsSync(path)) return
  try {
    parseFixtures(readText(path), FIXTURES)
    yield right(FIXTURES, { en: 'is valid', zh: '没有错误' })
  } catch (error) {
    const lines = error instanceof FileError ? error.lines : [messageIn(error)]
    for (const what of lines) yield { level: 'wrong', what, next: FIX }
  }
}

const FIX: Message = { en: 'fix it: the local WeChat does not start with it', zh: '请改正，否则本地模拟环境无法启动' }

/** Folders of other people's code. Names that start with a dot are skipped too: .env may contain a secret. */
const SKIPPED: readonly string[] = ['node_modules', 'miniprogram_npm']

/** Files that people write and git keeps. */
const TYPES =
  /^\.(js|ts|mjs|cjs|mts|cts|jsx|tsx|vue|json|jsonc|wxml|wxs|wxss|html|ya?ml|toml|ini|conf|cfg|properties|example|md|txt|sh|ps1|bat|py|php|java|go|cs)$/i

/** Larger files are written by programs. */
const MAX_BYTES = 1024 * 1024

/**
 * An appsecret is 32 hexadecimal digits that are given to such a name: `secret = ''`, `"secret": ""`, `WX_SECRET || ''`,
 * `{WX_SECRET:-}`. Elsewhere they may be a checksum. One repeated digit is an example.
 */
const GIVEN =
  /(?:secret|密钥)(?:_?(?:key|prod|dev|test|\d+))?["'`\\\])）*]*\s*(?::\s*string\s*)?[=:：|?>-]{1,3}\s*["'`\\]*(?!(.)\1{31})[0-9a-f]{32}(?![0-9a-z])/gi

/**
 * Finds an appsecret in the project's files. It is never shown.
 *
 * @param known the appsecret, if it is known
 */
export function* appsecret({ dir }: Project, known: string): Generator<Finding> {
  const places = filesIn(dir).flatMap((path) => {
    const text = readFileSync(path, 'utf8')
    const ends = [...text.matchAll(GIVEN)].map(({ index, 0: match }) => index + match.length)
    if (known.length >= 16 && text.includes(known)) ends.push(text.indexOf(known))
    const lines = new Set(ends.map((at) => text.slice(0, at).split('\n').length))
    return [...lines].map((line) => `${relative(dir, path).split(sep).join('/')}:${line}`)
  })
  for (const place of places)
    yield wrong(
      place,
      { en: 'seems to contain an appsecret', zh: '疑似写有 AppSecret' },
      {
        en: 'reset it at mp.weixin.qq.com, because the git history contains it too; keep the new one in the variable WX_SECRET, never in a mini program',
        zh: '请在 mp.weixin.qq.com 重置（git 历史里也有它）；新的 AppSecret 放在环境变量 WX_SECRET 里，切勿写进小程序',
      },
    )
  const none = { en: 'no appsecret was found in the files that were read', zh: '读取的文件里未发现 AppSecret' }
  if (places.length === 0) yield { level: 'right', what: none }
}

function filesIn(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name)
    if (entry.name.startsWith('.') || SKIPPED.includes(entry.name)) return []
    if (entry.isDirectory()) return filesIn(path)
    return entry.isFile() && TYPES.test(extname(entry.name)) && statSync(path).size <= MAX_BYTES ? [path] : []
  })
}
