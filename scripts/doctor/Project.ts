import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readProperty } from '../../cloudfunctions/openapi/errors/readProperty'
import { functionsRoot, readProjectFile } from '../start/project'
import { type JavaScript, readJavaScript } from './readJavaScript'

/** What a project's folder holds. */
export interface Project {
  dir: string
  /** The folder of its functions; undefined if it has none. */
  root: string | undefined
  functions: readonly ProjectFunction[]
  /** The folders that have an index.mjs, but no index.js. */
  mjsOnly: readonly string[]
}

export interface ProjectFunction {
  name: string
  dir: string
  /** Its package.json; undefined if it is missing or not JSON. */
  manifest: unknown
  /** The major version of Node that cloudbaserc.json chooses: 16 for Nodejs16.13 (https://docs.cloudbase.net/cli-v1/config). */
  runtime: number | undefined
  sources: readonly Source[]
}

/** A JavaScript file. */
export interface Source extends JavaScript {
  /** Relative to the function's folder, with slashes. */
  path: string
}

/** Installed packages, and tests, which may call anything. */
const SKIPPED = /^(\.|node_modules$|tests?$|__\w+__$)|\.(test|spec)\.[cm]?js$/

/**
 * Reads a project.
 *
 * @throws Error if project.config.json is not valid JSON, or if a folder cannot be read
 */
export function readProject(dir: string): Project {
  const root = functionsRoot(dir)
  const folders = root !== undefined && existsSync(root) ? readdirSync(root).sort() : []
  const has = (name: string, file: string) => existsSync(join(String(root), name, file))
  const cloudbaserc = jsonIn(join(dir, 'cloudbaserc.json'))
  return {
    dir,
    root,
    functions: folders
      .filter((name) => has(name, 'index.js'))
      .map((name) => readFunction(name, join(String(root), name), cloudbaserc)),
    mjsOnly: folders.filter((name) => has(name, 'index.mjs') && !has(name, 'index.js')),
  }
}

function readFunction(name: string, dir: string, cloudbaserc: unknown): ProjectFunction {
  const functions = readProperty(cloudbaserc, 'functions')
  const entry = Array.isArray(functions) ? functions.find((it) => readProperty(it, 'name') === name) : undefined
  const version = /^Nodejs(\d+)/.exec(String(readProperty(entry, 'runtime')))?.[1]
  return {
    name,
    dir,
    manifest: jsonIn(join(dir, 'package.json')),
    runtime: version === undefined ? undefined : Number(version),
    sources: scriptsIn(dir, '').flatMap((path) => {
      const code = readProjectFile(join(dir, path))
      return code === undefined ? [] : [{ path, ...readJavaScript(code, path.endsWith('.mjs')) }]
    }),
  }
}

function scriptsIn(dir: string, under: string): string[] {
  return readdirSync(join(dir, under), { withFileTypes: true }).flatMap((entry) => {
    const path = `${under}${entry.name}`
    if (SKIPPED.test(entry.name)) return []
    if (entry.isDirectory()) return scriptsIn(dir, `${path}/`)
    return entry.isFile() && /\.[cm]?js$/.test(entry.name) ? [path] : []
  })
}

/** Whether a function is one of this package's (scripts/build.ts), copied and not written. */
export function isBuilt({ manifest }: ProjectFunction): boolean {
  return /^[0-9a-f]{64}$/.test(String(readProperty(manifest, 'digest')))
}

/**
 * Returns the JSON in a file, or undefined if it is missing or not JSON.
 *
 * @throws TerminalError if it cannot be read
 */
export function jsonIn(path: string): unknown {
  try {
    return readJson(path)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/**
 * Returns the JSON in a file, or undefined if there is no such file.
 *
 * @throws SyntaxError if it is not JSON; TerminalError if it cannot be read
 */
export function readJson(path: string): unknown {
  const text = readProjectFile(path)
  return text === undefined ? undefined : JSON.parse(text)
}
