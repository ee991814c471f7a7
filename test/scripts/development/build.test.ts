import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stop } from 'esbuild'
import { apis, shortName } from '../../../cloudfunctions/openapi/apis'
import type { Api } from '../../../cloudfunctions/openapi/apis/Api'
import config from '../../../config.json'
import { build } from '../../../scripts/development/build'
import { fixturesJsonSchema } from '../../../scripts/emulator/state/fixturesJsonSchema'
import { npmRun } from '../../helpers/npmRun'

const DIST = join(__dirname, '../../../dist')
const UPLOAD = join(DIST, 'cloudfunctions/bindAccount')
const read = (name: string) => readFileSync(join(UPLOAD, name), 'utf8')

/** The APIs that have a function. */
const CLOUD_APIS = Object.values<Api>(apis).filter(({ name }) => config.permissions.openapi.includes(name))
const bundleOf = ({ name }: Api) => join(DIST, 'cloudfunctions', shortName(name), 'bundle.js')

/** Size limit of a bundle; raise it only on purpose. */
const MAX_BYTES = 210_000

/** How many bytes larger than bindAccount's the bundle of another function may be. */
const MORE_BYTES = 15_000

describe('build', () => {
  afterAll(stop)

  it(`keeps bundle.js within ${MAX_BYTES} bytes`, () => {
    expect(statSync(join(UPLOAD, 'bundle.js')).size).toBeLessThanOrEqual(MAX_BYTES)
  })

  it.each(CLOUD_APIS)(`keeps bundle.js of $name at most ${MORE_BYTES} bytes larger than that of bindAccount`, (api) => {
    expect(statSync(bundleOf(api)).size).toBeLessThanOrEqual(statSync(join(UPLOAD, 'bundle.js')).size + MORE_BYTES)
  })

  it.each(CLOUD_APIS)('includes only its own API in the bundle of $name', (api) => {
    const code = readFileSync(bundleOf(api), 'utf8')

    expect([...new Set(code.match(/\/(cgi-bin\/express|wxa\/sec)\/[\w/]+/g))]).toStrictEqual([api.https.path])
  })

  it.each(CLOUD_APIS)('leaves the descriptions of other APIs out of the bundle of $name', (api) => {
    const code = readFileSync(bundleOf(api), 'utf8')

    expect(CLOUD_APIS.filter(({ about }) => code.includes(about.zh))).toStrictEqual([api])
  })

  it('creates functions only for APIs that WeChat offers to cloud functions, and one that checks assumptions', () => {
    expect(CLOUD_APIS.filter(({ cloud }) => !cloud)).toStrictEqual([])
    expect(readdirSync(join(DIST, 'cloudfunctions')).sort()).toStrictEqual(
      [...CLOUD_APIS.map(({ name }) => shortName(name)), 'verifyCloud'].sort(),
    )
  })

  it('has a folder of sources for each permission of config.json, and no other', () => {
    const sources = join(__dirname, '../../../cloudfunctions')
    const folders = readdirSync(sources).filter((name) => existsSync(join(sources, name, 'index.ts')))

    expect(config.permissions.openapi.map(shortName).sort()).toStrictEqual(folders.sort())
  })

  it('creates a folder to upload with a bundle and its entry file, without a source map', () => {
    expect(readdirSync(UPLOAD).sort()).toEqual([
      'bundle.js',
      'bundle.js.LEGAL.txt',
      'config.json',
      'index.js',
      'package.json',
    ])
    expect(read('bundle.js')).not.toContain('sourceMappingURL')
    expect(JSON.parse(read('config.json'))).toEqual({ permissions: { openapi: ['logistics.bindAccount'] } })
    expect(JSON.parse(read('package.json'))).toMatchObject({
      name: 'bindAccount',
      main: 'index.js',
      files: ['index.js', 'bundle.js', 'bundle.js.LEGAL.txt', 'config.json'],
    })
  })

  it('does not write absolute paths into a source map', () => {
    const text = readFileSync(join(DIST, 'sourcemaps/bindAccount/bundle.js.map'), 'utf8')
    expect(text).not.toContain(JSON.stringify(join(__dirname, '../../..')).slice(1, -1))
  })

  it('maps the code to the source files', () => {
    const map = JSON.parse(readFileSync(join(DIST, 'sourcemaps/bindAccount/bundle.js.map'), 'utf8'))
    const sources: string[] = map.sources.map((source: string) => join(DIST, 'sourcemaps/bindAccount', source))
    const at = sources.indexOf(join(DIST, '../cloudfunctions/bindAccount/index.ts'))
    expect(map.sourcesContent[at]).toContain('export const main')
    expect(sources.filter((source) => source.includes('/cloudfunctions/')).every(existsSync)).toBe(true)
  })

  it('includes the licences of bundled packages only', () => {
    const text = read('bundle.js.LEGAL.txt')
    const named = (name: string) => text.includes(`\n${name} `)
    expect(named('wx-server-sdk')).toBe(true)
    expect(named('protobufjs')).toBe(true)
    expect(named('valibot')).toBe(true)
    expect(named('axios')).toBe(false)
    expect(text).not.toContain('undefined')
    expect(text).toContain('Copyright (c) 2016, Daniel Wirtz')
  })

  it('writes the JSON schema for local-wechat.json', () => {
    const schema = JSON.parse(readFileSync(join(DIST, 'local-wechat.schema.json'), 'utf8'))

    expect(schema).toEqual(JSON.parse(JSON.stringify(fixturesJsonSchema())))
  })

  it('does not rewrite unchanged files, and removes other files and functions', async () => {
    const times = () => readdirSync(UPLOAD).map((name) => statSync(join(UPLOAD, name)).mtimeMs)
    const before = times()
    const old = [join(DIST, 'cloudfunctions/oldFunction'), join(UPLOAD, '.env')]
    mkdirSync(join(DIST, 'cloudfunctions/oldFunction'))
    writeFileSync(join(UPLOAD, '.env'), 'WX_SECRET=')

    await build()

    expect(times()).toEqual(before)
    expect(old.filter((it) => existsSync(it))).toEqual([])
  })

  it('prints the folders to upload', async () => {
    const { code, out, err } = await npmRun('build').ended
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out.replace(/ \d+ kB /g, ' 0 kB ')).toBe(
      [...config.permissions.openapi, 'verifyCloud']
        .map((api) => `${join('dist/cloudfunctions', shortName(api))}  0 kB  ${api}\n`)
        .join(''),
    )
  })
})
