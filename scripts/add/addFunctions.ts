import { createHash } from 'node:crypto'
import { existsSync, lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { sync as writeFileAtomicSync } from 'write-file-atomic'
import { nearest } from '../../cloudfunctions/openapi/names/nearest'
import { TerminalError } from '../start/language'
import { readProjectFile } from '../start/project'

/** The same path from here and from dist/package, which contains the bundled code. */
const BUILT = join(__dirname, '../../dist/cloudfunctions')
const MANIFEST = 'package.json'

/** The name of a built file, which is never in another folder. */
const FILE_NAME = /^\w[\w.-]*$/

type Files = Readonly<Record<string, string>>

/** What happened to a function. */
export interface Added {
  name: string
  how: 'added' | 'updated' | 'unchanged'
  dir: string
}

/**
 * Copies built functions into a folder of functions: all of them, or none. Files that an older copy had and the new one
 * does not have are removed.
 *
 * @param names names of the functions
 * @param to the folder of functions, which is created if it is missing
 * @param force overwrites files that were changed
 * @throws TerminalError if a function does not exist, was changed, or is a link
 * @example
 * addFunctions(['bindAccount'], 'cloudfunctions', false) // [{ name: 'bindAccount', how: 'added', ... }]
 */
export function addFunctions(names: readonly string[], to: string, force: boolean): Added[] {
  const plan = [...new Set(names)].map((name) => {
    const dir = join(to, name)
    const built = filesOf(join(BUILT, known(name)))
    return { name, dir, built, there: filesOf(dir, Object.keys(built)), untouched: untouchedIn(dir) }
  })
  const paths = plan.flatMap(({ dir, built }) => [dir, ...Object.keys(built).map((file) => join(dir, file))])
  checkNoLinks(paths)
  const changed = force ? [] : plan.flatMap(changedIn)
  if (changed.length > 0) throw wouldOverwrite(changed)
  return plan.map(({ name, dir, built, there, untouched }) => {
    const stale = Object.entries(built).filter(([file, text]) => there[file] !== text)
    mkdirSync(dir, { recursive: true })
    for (const [file, text] of stale) writeFileAtomicSync(join(dir, file), text)
    for (const file of untouched) if (!Object.hasOwn(built, file)) rmSync(join(dir, file))
    const how = stale.length === 0 ? 'unchanged' : Object.keys(there).length === 0 ? 'added' : 'updated'
    return { name, how, dir }
  })
}

/** @throws TerminalError that names the first path that is a link: writing to it would change a file elsewhere */
export function checkNoLinks(paths: readonly string[]): void {
  const link = paths.find((path) => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink())
  if (link === undefined) return
  throw new TerminalError(
    `${link} is a link, and its target would be overwritten. Remove the link, then run the command again.`,
    `${link} 是链接，它指向的内容会被覆盖。请先删除该链接，再重新运行命令。`,
  )
}

/** Returns the error about files that contain a person's changes. */
export function wouldOverwrite(paths: readonly string[]): TerminalError {
  return new TerminalError(
    `your changes would be lost: ${paths.join(', ')}. Move them elsewhere, or overwrite them with --force.`,
    `${paths.join('、')} 里有你的修改，会被覆盖。请先把修改移到别处，或用 --force 覆盖。`,
  )
}

function known(name: string): string {
  const all = readdirSync(BUILT)
  if (all.includes(name)) return name
  const near = nearest(name, all)
  throw new TerminalError(
    `there is no function ${name}${near ? `, did you mean ${near}?` : `; there are ${all.join(', ')}`}`,
    `没有云函数 ${name}${near ? `，是不是 ${near}？` : `；可选：${all.join('、')}`}`,
  )
}

/** @param names the files to look for (default: all) */
function filesOf(dir: string, names = readdirSync(dir)): Files {
  return Object.fromEntries(
    names.flatMap((name) => {
      const text = readProjectFile(join(dir, name))
      return text === undefined ? [] : [[name, text]]
    }),
  )
}

/** Returns the files that would lose a person's changes. A copy that was interrupted has none. */
function changedIn({ dir, built, there, untouched }: { dir: string; built: Files; there: Files; untouched: string[] }) {
  if (Object.keys(there).length === 0) return existsSync(dir) && readdirSync(dir).length > 0 ? [dir] : []
  return Object.keys(there)
    .filter((name) => !untouched.includes(name) && withLf(there[name]) !== withLf(built[name]))
    .map((name) => join(dir, name))
}

const withLf = (text?: string) => text?.replaceAll('\r\n', '\n')

/** Returns the files of a copy as its package.json lists them, or none if anything in them was changed. */
function untouchedIn(dir: string): string[] {
  try {
    const { digest, ...rest } = JSON.parse(String(readProjectFile(join(dir, MANIFEST))))
    const names: string[] = rest.files.filter((name: unknown) => FILE_NAME.test(String(name)))
    const isSame = digest === digestOf({ ...filesOf(dir, names), [MANIFEST]: JSON.stringify(rest) })
    return isSame ? [...names, MANIFEST] : []
  } catch {
    return []
  }
}

/**
 * Returns the digest by which `add` recognises a copy of a built function that nobody has changed. Line endings do not
 * count, because git on Windows changes them.
 *
 * @param files the contents of the function's files by name; package.json without its digest
 * @example
 * digestOf({ 'index.js': code, 'package.json': '{"name":"bindAccount","files":["index.js"]}' })
 */
export function digestOf(files: Readonly<Record<string, string>>): string {
  const hash = createHash('sha256')
  for (const name of Object.keys(files).sort())
    hash.update(JSON.stringify([name, files[name]?.replaceAll('\r\n', '\n')]))
  return hash.digest('hex')
}
