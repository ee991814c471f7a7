import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { MessageError } from '../../../cloudfunctions/openapi/messages/Message'
import { DIST } from '../../emulator/built'
import { packageFolder, packageJson } from '../../emulator/functions/functionPackage'
import { defaultFixtures } from '../../emulator/state/defaultFixtures'
import {
  FIXTURES,
  PROJECT_CONFIG,
  projectFunctions,
  projectSetting,
  RECORDS,
  readProjectFile,
  readProjectJson,
} from '../terminal/project'
import { usedCollections } from '../terminal/usedCollections'

/** The mini program's files. */
const MINI_PROGRAM = join(DIST, 'package/miniprogram')
const SCHEMA = 'node_modules/wx-logistics/dist/local-wechat.schema.json'
/** What git ignores: the records, and packages, which are new in a repository without a package.json. */
const IGNORED = [RECORDS, 'node_modules']

/** For coding assistants: the page, and what marks it in a file with more. */
const AGENTS = 'AGENTS.md'
const AGENTS_START = '<!-- wx-logistics: start -->'
const AGENTS_END = '<!-- wx-logistics: end -->'

/** A file that `init` writes, extends or leaves as it is. */
export interface PlannedFile {
  /** Relative to the project, with slashes. */
  path: string
  /** `add`: the user must add the text to an existing file. */
  how: 'create' | 'append' | 'keep' | 'add'
  text: string
}

/**
 * Plans the files that a project needs. No existing file is overwritten.
 *
 * @param dir the project's folder
 * @throws MessageError if project.config.json or package.json is not valid JSON, or a test runner is too old
 */
export function planFiles(dir: string): PlannedFile[] {
  return [unlessExists(dir, FIXTURES, fixtures(dir)), ignoredRecords(dir), ...testSetup(dir), ...miniProgramFiles(dir)]
}

function unlessExists(dir: string, path: string, text: string): PlannedFile {
  return { path, how: existsSync(join(dir, path)) ? 'keep' : 'create', text }
}

function fixtures(dir: string): string {
  const appid = projectSetting(dir, 'appid')
  const [miniProgram] = defaultFixtures().miniPrograms
  // Without an account, the developer tools write touristappid.
  const own = appid?.startsWith('wx') ? { ...miniProgram, appid } : miniProgram
  const $schema = existsSync(join(dir, SCHEMA)) ? { $schema: `./${SCHEMA}` } : {}
  const functions = projectFunctions(dir)
  const names = functions === undefined ? [] : usedCollections(functions)
  const collections = names.length > 0 ? { collections: Object.fromEntries(names.map((it) => [it, []])) } : {}
  return `${JSON.stringify({ ...$schema, miniPrograms: [own], ...collections }, undefined, 2)}\n`
}

function ignoredRecords(dir: string): PlannedFile {
  const path = '.gitignore'
  const text = readProjectFile(join(dir, path)) ?? ''
  const lines = text.split('\n').map((line) => line.trim().replace(/^\/|\/$/g, ''))
  const missing = IGNORED.filter((it) => !lines.includes(it)).map((it) => `${it}/\n`)
  if (missing.length === 0) return { path, how: 'keep', text }
  const how = existsSync(join(dir, path)) ? 'append' : 'create'
  return { path, how, text: `${text === '' || text.endsWith('\n') ? '' : '\n'}${missing.join('')}` }
}

/** Test runners: what configures them, and the configuration that a project without one gets. */
const RUNNERS = [
  {
    name: 'jest',
    // Older ones ignore the exports of packages.
    since: 28,
    config: /^jest\.config\.\w+$/,
    file: 'jest.config.cjs',
    text: "module.exports = { preset: 'wx-logistics' }\n",
    add: "...require('wx-logistics/jest-preset')",
  },
  {
    name: 'vitest',
    since: 0,
    config: /^vite(st)?\.config\.\w+$/,
    file: 'vitest.config.mjs',
    text: "import { defineConfig } from 'vitest/config'\n\nexport default defineConfig({ test: { setupFiles: ['wx-logistics/vitest'] } })\n",
    add: "test: { setupFiles: ['wx-logistics/vitest'] }",
  },
]

/** A preset of jest, or the file that sets up vitest. */
const SET_UP = /: ['"]wx-logistics['"]|wx-logistics\/(jest-preset|vitest)/

function testSetup(dir: string): PlannedFile[] {
  const manifest = readProjectJson(join(dir, 'package.json'))
  const has = (name: string) =>
    ['dependencies', 'devDependencies'].some((it) => readProperty(readProperty(manifest, it), name) !== undefined)
  return RUNNERS.filter(({ name }) => has(name)).map(({ name, since, config, file, text, add }) => {
    const folder = packageFolder(name, dir)
    const version = folder && readProperty(packageJson(folder), 'version')
    if (Number.parseInt(String(version), 10) < since)
      throw new MessageError({
        en: `${name} ${version} is too old: wx-logistics needs ${name} ${since} or later. Nothing was written. Update ${name}, then run init again:`,
        zh: `${name} ${version} 版本过低：wx-logistics 需要 ${name} ${since} 或更高版本。没有写入任何文件。请先升级，再运行 init：`,
        code: `npm install --save-dev ${name}@latest`,
      })
    const inManifest = readProperty(manifest, name) === undefined ? file : 'package.json'
    const path = readdirSync(dir).find((it) => config.test(it)) ?? inManifest
    const existing = readProjectFile(join(dir, path))
    if (existing === undefined) return { path, how: 'create', text }
    return {
      path,
      how: SET_UP.test(existing) ? 'keep' : 'add',
      text: path === 'package.json' ? '"preset": "wx-logistics"' : add,
    }
  })
}

/**
 * Plans the section of AGENTS.md for coding assistants, which stays as it is once it is there.
 *
 * @param dir the project's folder
 * @param page a page of the documentation
 */
export function agentsFile(dir: string, page: string): PlannedFile {
  const existing = readProjectFile(join(dir, AGENTS))
  const text = readFileSync(join(DIST, '../scripts/emulator/docs', page), 'utf8')
    // The other language, this command and the marks of the documentation's own tests are not for the project.
    .replace(/^\[.*\n\n.*init --agents.*\n\n/m, '')
    .replace(/^<!-- docs: .*\n/gm, '')
  const section = `${AGENTS_START}\n${text}${AGENTS_END}\n`
  if (existing === undefined) return { path: AGENTS, how: 'create', text: section }
  if (existing.includes(AGENTS_START)) return { path: AGENTS, how: 'keep', text: existing }
  const below = section.replace(/^#(?=#* \S)/gm, '##')
  return {
    path: AGENTS,
    how: 'append',
    text: `${existing === '' ? '' : existing.endsWith('\n') ? '\n' : '\n\n'}${below}`,
  }
}

/** Taro's source of app.json, in src: it builds the mini program into a folder that git ignores. */
const TARO = ['app.config.ts', 'app.config.js']

/** Returns the files for beside app.json or its source, if the project's mini program is there. */
function miniProgramFiles(dir: string): PlannedFile[] {
  if (!existsSync(join(dir, PROJECT_CONFIG))) return []
  const roots = [join(dir, 'src'), resolve(dir, projectSetting(dir, 'miniprogramRoot') ?? '.')]
  const root = roots.find((it, at) => (at === 0 ? TARO : ['app.json']).some((name) => existsSync(join(it, name))))
  if (root === undefined) return []
  return readdirSync(MINI_PROGRAM).map((name) => {
    const path = relative(dir, join(root, name)).split(sep).join('/')
    return unlessExists(dir, path, readFileSync(join(MINI_PROGRAM, name), 'utf8'))
  })
}
