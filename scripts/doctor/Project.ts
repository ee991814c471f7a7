import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readProperty } from '../../cloudfunctions/openapi/errors/readProperty'
import { functionsRoot } from '../start/projectFunctions'
import { readJson } from './readJson'
import { type Source, sourcesOf } from './sourcesOf'

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
  sources: readonly Source[]
}

/**
 * Reads a project.
 *
 * @throws Error if project.config.json is not valid JSON, or if a folder cannot be read
 */
export function readProject(dir: string): Project {
  const root = functionsRoot(dir)
  const names = root !== undefined && existsSync(root) ? readdirSync(root).sort() : []
  const has = (name: string, file: string) => existsSync(join(String(root), name, file))
  const folders = names.map((name) => ({ name, dir: join(String(root), name) }))
  return {
    dir,
    root,
    functions: folders
      .filter(({ name }) => has(name, 'index.js'))
      .map(({ name, dir }) => ({ name, dir, manifest: manifestIn(dir), sources: sourcesOf(dir) })),
    mjsOnly: names.filter((name) => has(name, 'index.mjs') && !has(name, 'index.js')),
  }
}

function manifestIn(dir: string): unknown {
  try {
    return readJson(join(dir, 'package.json'))
  } catch {
    return undefined
  }
}

/** Whether a function is one of this package's (scripts/build.ts), copied and not written. */
export function isBuilt({ manifest }: ProjectFunction): boolean {
  return /^[0-9a-f]{64}$/.test(String(readProperty(manifest, 'digest')))
}

/**
 * The Node that a function is created on, where the project's cloudbaserc.json says so: 16 for Nodejs16.13.
 *
 * @see https://docs.cloudbase.net/cli-v1/config
 */
export function runtimeOf({ dir }: Project, name: string): number | undefined {
  const functions = readProperty(cloudbaserc(dir), 'functions')
  const entry = Array.isArray(functions) ? functions.find((it) => readProperty(it, 'name') === name) : undefined
  const version = /^Nodejs(\d+)/.exec(String(readProperty(entry, 'runtime')))?.[1]
  return version === undefined ? undefined : Number(version)
}

function cloudbaserc(dir: string): unknown {
  try {
    return readJson(join(dir, 'cloudbaserc.json'))
  } catch {
    return undefined
  }
}
