import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { isUntouched, untouchedIn } from '../terminal/digest'
import { functionsRoot, readProjectFile, scriptsIn } from '../terminal/project'
import { type JavaScript, NO_USES, readJavaScript } from './readJavaScript'

/** What a project's folder holds. */
export interface Project {
  dir: string
  /** The folder of its functions; undefined if it has none. */
  root: string
  functions: readonly ProjectFunction[]
}

export interface ProjectFunction {
  name: string
  dir: string
  /** Its package.json and its config.json. */
  manifest: unknown
  config: unknown
  /** Whether it is one of this package's (scripts/development/build.ts), copied and not written. */
  isBuilt: boolean
  /** The major version of Node that cloudbaserc.json chooses: 16 for Nodejs16.13 (https://docs.cloudbase.net/cli-v1/config). */
  runtime: number | undefined
  /** Its JavaScript files, except those of this package that nobody changed: their config.json declares what they call. */
  sources: readonly Source[]
}

/** A JavaScript file. */
export interface Source extends JavaScript {
  /** Relative to the function's folder, with slashes. */
  path: string
}

/**
 * Reads a project.
 *
 * @throws MessageError if project.config.json is not valid JSON, or if a file cannot be read
 */
export function readProject(dir: string): Project {
  const root = functionsRoot(dir)
  const folders = existsSync(root) ? readdirSync(root).sort() : []
  const cloudbaserc = jsonIn(join(dir, 'cloudbaserc.json'))
  return {
    dir,
    root,
    functions: folders
      .filter((name) => existsSync(join(root, name, 'index.js')))
      .map((name) => readFunction(name, join(root, name), cloudbaserc)),
  }
}

function readFunction(name: string, dir: string, cloudbaserc: unknown): ProjectFunction {
  const functions = readProperty(cloudbaserc, 'functions')
  const entry = Array.isArray(functions) ? functions.find((it) => readProperty(it, 'name') === name) : undefined
  const version = /^Nodejs(\d+)/.exec(String(readProperty(entry, 'runtime')))?.[1]
  const manifest = jsonIn(join(dir, 'package.json'))
  const untouched = untouchedIn(dir)
  const scripts = scriptsIn(dir).filter((path) => !untouched.includes(path))
  return {
    name,
    dir,
    manifest,
    config: jsonIn(join(dir, 'config.json')),
    isBuilt: readProperty(manifest, 'digest') !== undefined,
    runtime: version === undefined ? undefined : Number(version),
    sources: scripts.map((path) => readSource(dir, path)),
  }
}

/** Reads a file. A copy of the library that nobody changed calls only the APIs that its callers name. */
function readSource(dir: string, path: string): Source {
  const text = String(readProjectFile(join(dir, path)))
  const source = { path, ...readJavaScript(text, path.endsWith('.mjs')) }
  return isUntouched(path, text) ? { ...source, ...NO_USES } : source
}

/**
 * Returns the JSON in a file, its text if that is not JSON, or undefined if there is no such file.
 *
 * @throws MessageError if it cannot be read
 */
export function jsonIn(path: string): unknown {
  const text = readProjectFile(path)
  try {
    return text && JSON.parse(text)
  } catch {
    return text
  }
}
