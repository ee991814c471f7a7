import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readText } from './readJson'

/** A file of JavaScript. */
export interface Source {
  /** In the function's folder, with slashes. */
  path: string
  code: string
}

/** Others' code, and tests, which call what they like. */
const SKIPPED = /^(\.|node_modules$|tests?$|__\w+__$)|\.(test|spec)\.[cm]?js$/

/** More and longer ones are made by programs. */
const MAX_FILES = 200
const MAX_BYTES = 2 * 1024 * 1024

/** The JavaScript that a function's folder holds, tests and node_modules left out. */
export function sourcesOf(dir: string): Source[] {
  const paths = scriptsIn(dir, '')
    .filter((path) => statSync(join(dir, path)).size <= MAX_BYTES)
    .slice(0, MAX_FILES)
  return paths.flatMap((path) => {
    const code = readText(join(dir, path))
    return code === undefined ? [] : [{ path, code }]
  })
}

function scriptsIn(dir: string, under: string): string[] {
  return readdirSync(join(dir, under), { withFileTypes: true }).flatMap((entry) => {
    const path = `${under}${entry.name}`
    if (SKIPPED.test(entry.name)) return []
    if (entry.isDirectory()) return scriptsIn(dir, `${path}/`)
    return entry.isFile() && /\.[cm]?js$/.test(entry.name) ? [path] : []
  })
}
