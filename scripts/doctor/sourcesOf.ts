import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type JavaScript, readJavaScript } from './readJavaScript'
import { readText } from './readJson'

/** A JavaScript file. */
export interface Source extends JavaScript {
  /** Relative to the function's folder, with slashes. */
  path: string
}

/** Installed packages, and tests, which may call anything. */
const SKIPPED = /^(\.|node_modules$|tests?$|__\w+__$)|\.(test|spec)\.[cm]?js$/

/** Reads the JavaScript files in a function's folder, without tests and node_modules. */
export function sourcesOf(dir: string): Source[] {
  return scriptsIn(dir, '').flatMap((path) => {
    const code = readText(join(dir, path))
    return code === undefined ? [] : [{ path, ...readJavaScript(code, path.endsWith('.mjs')) }]
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
