import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { sync as writeFileAtomicSync } from 'write-file-atomic'
import { MessageError } from '../../../cloudfunctions/openapi/messages/Message'
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

/**
 * Returns the digest by which `add` recognises a copy that nobody has changed. Line endings do not count, because git on
 * Windows changes them.
 *
 * @param files the contents of the files by name
 * @example
 * digestOf({ 'index.js': code, 'package.json': '{"name":"bindAccount","files":["index.js"]}' })
 */
export function digestOf(files: Readonly<Record<string, string>>): string {
  const hash = createHash('sha256')
  for (const name of Object.keys(files).sort())
    hash.update(JSON.stringify([name, files[name]?.replaceAll('\r\n', '\n')]))
  return hash.digest('hex')
}
