import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { sync as writeFileAtomicSync } from 'write-file-atomic'
import { nearest } from '../../cloudfunctions/openapi/names/nearest'
import { TerminalError } from '../start/language'
import { readProjectFile } from '../start/project'
import { type Added, checkNoLinks, digestOf, wouldOverwrite } from './addFunctions'

/** The same path from here and from dist/package, which contains the bundled code. */
const BUILT = join(__dirname, '../../dist/library')

/**
 * Copies the library, a JavaScript file and its types, into functions of the user: into all of them, or none.
 *
 * @param names the names of existing functions
 * @param root the folder of the functions
 * @param force overwrites files that were changed
 * @throws TerminalError if a function does not exist, or if a file was changed or is a link
 * @example
 * addLibrary(['bindForStaff'], 'cloudfunctions', false) // [{ name: 'bindForStaff', how: 'added', ... }]
 */
export function addLibrary(names: readonly string[], root: string, force: boolean): Added[] {
  const built = readdirSync(BUILT)
  const plan = [...new Set(names)].map((name) => {
    const dir = join(root, existing(name, root))
    const files = built.map((file) => {
      const path = join(dir, file)
      return { path, text: readFileSync(join(BUILT, file), 'utf8'), before: readProjectFile(path) }
    })
    return { name, dir, files }
  })
  const all = plan.flatMap(({ files }) => files)
  checkNoLinks(all.map(({ path }) => path))
  const changed = all.filter(({ before }) => before !== undefined && !isUntouched(before))
  if (changed.length > 0 && !force) throw wouldOverwrite(changed.map(({ path }) => path))
  return plan.map(({ name, dir, files }) => {
    const stale = files.filter(({ text, before }) => before !== text)
    for (const { path, text } of stale) writeFileAtomicSync(path, text)
    const isNew = files.every(({ before }) => before === undefined)
    return { name, how: stale.length === 0 ? 'unchanged' : isNew ? 'added' : 'updated', dir }
  })
}

function existing(name: string, root: string): string {
  const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
  const all = isFolder(root) ? readdirSync(root).filter((entry) => isFolder(join(root, entry))) : []
  if (all.includes(name)) return name
  const near = nearest(name, all)
  throw new TerminalError(
    `there is no function ${name} in ${root}${near ? `, did you mean ${near}?` : '. Create its folder, then add the library to it.'}`,
    `${root} 里没有云函数 ${name}${near ? `，是不是 ${near}？` : '。请先创建它的文件夹，再添加这个库。'}`,
  )
}

const SIGNATURE = '// Copied by wx-logistics add --library. Do not edit. '

/** Adds a first line to a file, by which `add` recognises a copy that nobody has changed. */
export function signed(text: string): string {
  return `${SIGNATURE}${digestOf({ text })}\n${text}`
}

function isUntouched(file: string): boolean {
  const end = file.indexOf('\n')
  return file.slice(0, end).trimEnd() === SIGNATURE + digestOf({ text: file.slice(end + 1) })
}
