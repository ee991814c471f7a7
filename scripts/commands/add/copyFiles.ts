import { lstatSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sync as writeFileAtomicSync } from 'write-file-atomic'
import { MessageError } from '../../../cloudfunctions/openapi/messages/Message'
import { DIST } from '../../emulator/built'
import { digestOf, isUntouched, untouchedIn } from '../terminal/digest'
import { notFound } from '../terminal/OwnCommand'
import { readProjectFile } from '../terminal/project'

/** What is copied into the folder of a function. */
export interface Copy {
  name: string
  dir: string
  /** The contents of the files by name. */
  files: Readonly<Record<string, string>>
  /** Whether `add` wrote a file that is there, and nobody has changed it since. */
  isUntouched(file: string, text: string): boolean
}

/** What happened to a function. */
export interface Added {
  name: string
  how: 'added' | 'updated' | 'unchanged'
  dir: string
}

/**
 * Copies files into the folders of functions: all of them, or none.
 *
 * @param force overwrites files that were changed
 * @throws MessageError if a file was changed, or is a link
 */
export function copyFiles(copies: readonly Copy[], force: boolean): Added[] {
  const plan = copies.map(({ name, dir, files, isUntouched }) => ({
    name,
    dir,
    files: Object.entries(files).map(([file, text]) => {
      const path = join(dir, file)
      checkNoLink(dir)
      checkNoLink(path)
      const before = readProjectFile(path)
      const isCurrent = before !== undefined && digestOf({ text: before }) === digestOf({ text })
      return { path, text, before, mayWrite: before === undefined || isCurrent || isUntouched(file, before) }
    }),
  }))
  const changed = plan.flatMap(({ files }) => files.filter(({ mayWrite }) => !mayWrite).map(({ path }) => path))
  if (changed.length > 0 && !force)
    throw new MessageError({
      en: `your changes would be lost: ${changed.join(', ')}. Move them elsewhere, or overwrite them with --force.`,
      zh: `${changed.join('、')} 里有你的修改，会被覆盖。请先把修改移到别处，或用 --force 覆盖。`,
    })
  return plan.map(({ name, dir, files }) => {
    const stale = files.filter(({ text, before }) => text !== before)
    mkdirSync(dir, { recursive: true })
    for (const { path, text } of stale) writeFileAtomicSync(path, text)
    const isNew = files.every(({ before }) => before === undefined)
    return { name, how: stale.length === 0 ? 'unchanged' : isNew ? 'added' : 'updated', dir }
  })
}

/** @throws MessageError if a path is a link: writing to it would change a file elsewhere */
function checkNoLink(path: string): void {
  if (!lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) return
  throw new MessageError({
    en: `${path} is a link, and its target would be overwritten. Remove the link, then run the command again.`,
    zh: `${path} 是链接，它指向的内容会被覆盖。请先删除该链接，再重新运行命令。`,
  })
}

/**
 * Returns names of functions, each once.
 *
 * @param all the functions that exist
 * @throws MessageError if one does not exist
 */
export function checkNames(names: readonly string[], all: readonly string[]): string[] {
  for (const name of names) {
    if (!all.includes(name)) throw notFound({ en: 'function', zh: '云函数' }, name, all)
  }
  return [...new Set(names)]
}

const BUILT = join(DIST, 'cloudfunctions')

/**
 * Copies built functions into a folder of functions: all of them, or none.
 *
 * @param names names of the functions
 * @param to the folder of functions, which is created if it is missing
 * @param force overwrites files that were changed
 * @throws MessageError if a function does not exist, was changed, or is a link
 * @example
 * addFunctions(['bindAccount'], 'cloudfunctions', false) // [{ name: 'bindAccount', how: 'added', ... }]
 */
export function addFunctions(names: readonly string[], to: string, force: boolean): Added[] {
  const copies = checkNames(names, readdirSync(BUILT)).map((name) => {
    const dir = join(to, name)
    const files = readdirSync(join(BUILT, name)).map((file) => [file, readFileSync(join(BUILT, name, file), 'utf8')])
    const untouched = untouchedIn(dir)
    return { name, dir, files: Object.fromEntries(files), isUntouched: (file: string) => untouched.includes(file) }
  })
  return copyFiles(copies, force)
}

const LIBRARY = join(DIST, 'library')

/**
 * Copies the library, a JavaScript file and its types, into functions of the user: into all of them, or none.
 *
 * @param names the names of existing functions
 * @param root the folder of the functions
 * @param force overwrites files that were changed
 * @throws MessageError if a function does not exist, or if a file was changed or is a link
 * @example
 * addLibrary(['bindForStaff'], 'cloudfunctions', false) // [{ name: 'bindForStaff', how: 'added', ... }]
 */
export function addLibrary(names: readonly string[], root: string, force: boolean): Added[] {
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const existing = folders.map(({ name }) => name)
  const files = Object.fromEntries(
    readdirSync(LIBRARY).map((file) => [file, readFileSync(join(LIBRARY, file), 'utf8')]),
  )
  const copies = checkNames(names, existing).map((name) => ({ name, dir: join(root, name), files, isUntouched }))
  return copyFiles(copies, force)
}
