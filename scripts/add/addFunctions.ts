import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sync as writeFileAtomicSync } from 'write-file-atomic'
import { nearest } from '../../cloudfunctions/openapi/names/nearest'
import { digestOf } from './digestOf'

/** Two floors up, here and in dist/package, where the bundled code stands. */
const BUILT = join(__dirname, '../../dist/cloudfunctions')
const MANIFEST = 'package.json'

type Files = Readonly<Record<string, string>>

/** What became of a function: copied, copied over an older one, or there already. */
export interface Added {
  name: string
  how: 'added' | 'updated' | 'unchanged'
  dir: string
}

/**
 * Copies built functions into a folder of functions, all or none.
 *
 * @param names of the functions
 * @param to the folder of functions, which is made where there is none
 * @param force copies over files that were changed
 * @throws Error for a function that there is not, and for one that was changed
 * @example
 * addFunctions(['bindAccount'], 'cloudfunctions', false) // [{ name: 'bindAccount', how: 'added', ... }]
 */
export function addFunctions(names: readonly string[], to: string, force: boolean): Added[] {
  const plan = [...new Set(names)].map((name) => {
    const dir = join(to, name)
    const built = filesOf(join(BUILT, known(name)))
    const there = filesOf(dir, Object.keys(built))
    return { name, dir, built, there }
  })
  const changed = force ? [] : plan.flatMap(({ dir, built, there }) => changedIn(dir, there, built))
  if (changed.length > 0)
    throw new Error(
      `${changed.join(', ')}: not as it was copied; keep what you changed, or copy over it with --force / 内容已被修改，请先保存你的修改，或用 --force 覆盖`,
    )
  return plan.map(({ name, dir, built, there }) => {
    const stale = Object.entries(built).filter(([file, text]) => there[file] !== text)
    mkdirSync(dir, { recursive: true })
    for (const [file, text] of stale) writeFileAtomicSync(join(dir, file), text)
    const how = stale.length === 0 ? 'unchanged' : Object.keys(there).length === 0 ? 'added' : 'updated'
    return { name, how, dir }
  })
}

function known(name: string): string {
  const all = readdirSync(BUILT)
  if (all.includes(name)) return name
  const near = nearest(name, all)
  throw new Error(`there is no function ${name}${near ? `, do you mean ${near}?` : `: there are ${all.join(', ')}`}`)
}

/** @param names of the files to look for, all unless given */
function filesOf(dir: string, names = readdirSync(dir)): Files {
  return Object.fromEntries(
    names.filter((name) => existsSync(join(dir, name))).map((name) => [name, readFileSync(join(dir, name), 'utf8')]),
  )
}

/** What is somebody's own: nothing in an older copy, nor where a copy was cut short. */
function changedIn(dir: string, there: Files, built: Files): string[] {
  if (Object.keys(there).length === 0) return existsSync(dir) && readdirSync(dir).length > 0 ? [dir] : []
  if (isUntouched(there)) return []
  return Object.keys(there)
    .filter((name) => withLf(there[name]) !== withLf(built[name]))
    .map((name) => join(dir, name))
}

const withLf = (text?: string) => text?.replaceAll('\r\n', '\n')

function isUntouched({ [MANIFEST]: manifest, ...others }: Files): boolean {
  if (manifest === undefined) return false
  try {
    const { digest, ...rest } = JSON.parse(manifest)
    return digest === digestOf({ ...others, [MANIFEST]: JSON.stringify(rest) })
  } catch {
    return false
  }
}
