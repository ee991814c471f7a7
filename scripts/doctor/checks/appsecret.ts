import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { type Finding, right, wrong } from '../Finding'
import type { Project } from '../Project'

/** Folders of others' code; names that begin with a dot are not looked at either: in .env a secret may be. */
const SKIPPED: readonly string[] = ['node_modules', 'miniprogram_npm']

/** Files that people write and git keeps. */
const KINDS =
  /^\.(js|ts|mjs|cjs|mts|cts|jsx|tsx|vue|json|jsonc|wxml|wxs|wxss|html|ya?ml|toml|ini|conf|cfg|properties|example|md|txt|sh|ps1|bat|py|php|java|go|cs)$/i

/** Longer ones are made by programs. */
const MAX_BYTES = 1024 * 1024

/**
 * An appsecret is 32 hexadecimal digits, given to such a name: `secret = ''`, `"secret": ""`, `WX_SECRET || ''`,
 * `{WX_SECRET:-}`; elsewhere they may be a checksum.
 */
const GIVEN =
  /(?:secret|密钥)(?:_?(?:key|prod|dev|test|\d+))?["'`\\\])）*]*\s*(?::\s*string\s*)?[=:：|?>-]{1,3}\s*["'`\\]*([0-9a-f]{32})(?![0-9a-z])/gi

/** Made up, as in an example. */
const ONE_DIGIT = /^(.)\1+$/

/**
 * An appsecret that lies in the project's files. It is never shown.
 *
 * @param known the appsecret, where it is known
 */
export function appsecret({ dir }: Project, known: string | undefined): Finding[] {
  const found = filesIn(dir).flatMap((path) => {
    const lines = linesWithSecret(readFileSync(path, 'utf8'), known)
    return lines.map((line) => `${relative(dir, path).split(sep).join('/')}:${line}`)
  })
  if (found.length === 0)
    return [right('no appsecret was found in the files that were read', '在所读的文件里没有发现 AppSecret')]
  return found.map((place) =>
    wrong(`${place} seems to contain an appsecret`, `${place} 疑似写有 AppSecret`, {
      en: 'reset it at mp.weixin.qq.com, because the git history contains it too; keep the new one in the variable WX_SECRET, never in a mini program',
      zh: '请在 mp.weixin.qq.com 重置（git 历史里也有它）；新的 AppSecret 放在环境变量 WX_SECRET 里，切勿写进小程序',
    }),
  )
}

function filesIn(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name)
    if (entry.name.startsWith('.') || SKIPPED.includes(entry.name)) return []
    if (entry.isDirectory()) return filesIn(path)
    return entry.isFile() && KINDS.test(extname(entry.name)) && statSync(path).size <= MAX_BYTES ? [path] : []
  })
}

function linesWithSecret(text: string, known: string | undefined): number[] {
  const places = [...text.matchAll(GIVEN)]
    .filter(([, digits = '']) => !ONE_DIGIT.test(digits))
    .map(({ index, 0: match }) => index + match.length)
  const knownAt = known === undefined || known.length < 16 ? -1 : text.indexOf(known)
  if (knownAt >= 0) places.push(knownAt)
  return [...new Set(places.map((at) => text.slice(0, at).split('\n').length))]
}
