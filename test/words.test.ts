import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(__dirname, '..')

/** Phrases that readers had to decode, or that point from Chinese to an English message for the answer. */
const PHRASES =
  /unless (?:set|given)\b|(?:came|comes) to nothing|\bwhoever\b|in the place of|of that which|\b(?:of|by) whose\b|so often\b|\bstands? in\b|\bat hand\b|there is another one to get|nobody waits|canned answer|goe?s? wrong on demand|\basks? WeChat\b|\b(?:tells|told)\b|按提示/

const files = execFileSync('git', ['ls-files', '--', '*.ts', '*.tsx', '*.mjs', '*.cjs', '*.md'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .trimEnd()
  .split('\n')
  .filter((file) => !__filename.endsWith(file))

describe('code, tests and documentation', () => {
  it('do not use phrases that readers had to decode', () => {
    const found = files.flatMap((file) =>
      readFileSync(join(ROOT, file), 'utf8')
        .split('\n')
        .flatMap((line, at) => (PHRASES.test(line) ? [`${file}:${at + 1}: ${line.trim()}`] : [])),
    )

    expect(found).toEqual([])
  })
})
