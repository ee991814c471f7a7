import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { sync as writeFileAtomicSync } from 'write-file-atomic'
import { TerminalError } from '../start/language'
import { type Added, digestOf } from './addFunctions'

/** The same path from here and from dist/package, which contains the bundled code. */
const BUILT = join(__dirname, '../../dist/library')

/**
 * Copies the library, a JavaScript file and its types, into functions of the user: into all of them, or none.
 *
 * @param names the names of existing functions
 * @param root the folder of the functions
 * @param force overwrites files that were changed
 * @throws TerminalError if a function does not exist, or if a file was changed
 * @example
 * addLibrary(['bindForStaff'], 'cloudfunctions', false) // [{ name: 'bindForStaff', how: 'added', ... }]
 */
export function addLibrary(names: readonly string[], root: string, force: boolean): Added[] {
  const files = readdirSync(BUILT).map((file) => [file, readFileSync(join(BUILT, file), 'utf8')] as const)
  const plan = [...new Set(names)].map((name) => ({ name, dir: join(root, name) }))
  for (const { dir } of plan) {
    if (existsSync(dir) && statSync(dir).isDirectory()) continue
    throw new TerminalError(
      `${dir} is not a folder. Create your function first, then add the library to it.`,
      `${dir} 不是文件夹。请先创建你的云函数，再添加这个库。`,
    )
  }
  const before = (dir: string, file: string) =>
    existsSync(join(dir, file)) ? readFileSync(join(dir, file), 'utf8') : undefined
  const changed = plan.flatMap(({ dir }) =>
    files.flatMap(([file]) => {
      const text = before(dir, file)
      return text === undefined || isUntouched(text) ? [] : [join(dir, file)]
    }),
  )
  if (changed.length > 0 && !force) {
    throw new TerminalError(
      `${changed.join(', ')}: changed since it was copied. Keep your changes, or overwrite them with --force.`,
      `${changed.join('、')}：复制后被修改过。请保留你的修改，或用 --force 覆盖。`,
    )
  }
  return plan.map(({ name, dir }) => {
    const stale = files.filter(([file, text]) => before(dir, file) !== text)
    const isNew = files.every(([file]) => before(dir, file) === undefined)
    for (const [file, text] of stale) writeFileAtomicSync(join(dir, file), text)
    return { name, how: stale.length === 0 ? 'unchanged' : isNew ? 'added' : 'updated', dir }
  })
}

const SIGNATURE = '// Copied by wx-logistics add --library. Do not edit. '

/** Puts a line before a file by which `add` sees whether anybody has changed it. */
export function signed(text: string): string {
  return `${SIGNATURE}${digestOf({ text })}\n${text}`
}

function isUntouched(file: string): boolean {
  const end = file.indexOf('\n')
  return file.slice(0, end).trimEnd() === SIGNATURE + digestOf({ text: file.slice(end + 1) })
}
