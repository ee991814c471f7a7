import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { stop } from 'esbuild'
import { apis } from '../../cloudfunctions/openapi/apis'
import type { Api, ParamTexts } from '../../cloudfunctions/openapi/apis/Api'
import { paramTexts } from '../../cloudfunctions/openapi/apis/paramTexts'
import config from '../../config.json'
import { build } from '../../scripts/build'
import { fixturesJsonSchema } from '../../scripts/emulator/state/fixturesJsonSchema'
import { npmRun } from '../helpers/npmRun'

const DIST = join(__dirname, '../../dist')
const UPLOAD = join(DIST, 'cloudfunctions/bindAccount')
const read = (name: string) => readFileSync(join(UPLOAD, name), 'utf8')

/** The APIs that have functions. */
const CLOUD_APIS = Object.values<Api>(apis).filter(({ cloud }) => cloud)
const bundleOf = ({ name }: Api) => join(DIST, 'cloudfunctions', name.split('.')[1] ?? '', 'bundle.js')

const TEXTS: Readonly<Record<string, ParamTexts>> = paramTexts

/** What was reached; a bundle that grows beyond it does so by decision. */
const MAX_BYTES = 210_000

/** How much larger the bundle of another function may be. */
const MORE_BYTES = 15_000

describe('build', () => {
  afterAll(stop)

  it(`keeps bundle.js within ${MAX_BYTES} bytes`, () => {
    expect(statSync(join(UPLOAD, 'bundle.js')).size).toBeLessThanOrEqual(MAX_BYTES)
  })

  it.each(CLOUD_APIS)(`keeps bundle.js of $name within ${MORE_BYTES} bytes more than that`, (api) => {
    expect(statSync(bundleOf(api)).size).toBeLessThanOrEqual(statSync(join(UPLOAD, 'bundle.js')).size + MORE_BYTES)
  })

  it.each(CLOUD_APIS)('puts into the bundle of $name its own API and no other', (api) => {
    const code = readFileSync(bundleOf(api), 'utf8')

    expect([...new Set(code.match(/\/cgi-bin\/express\/[\w/]+/g))]).toStrictEqual([api.https.path])
  })

  it.each(CLOUD_APIS)('leaves out of the bundle of $name what only people at a terminal read', (api) => {
    const code = readFileSync(bundleOf(api), 'utf8')

    expect(Object.values(TEXTS[api.name] ?? {}).filter(({ zh }) => zh.length > 8 && code.includes(zh))).toStrictEqual(
      [],
    )
  })

  it('makes no function of an API that WeChat does not offer to the cloud', () => {
    expect(readdirSync(join(DIST, 'cloudfunctions')).sort()).toStrictEqual(
      CLOUD_APIS.map(({ name }) => name.replace('logistics.', '')).sort(),
    )
  })

  it('makes a folder to upload with a bundle, what loads it, and no source map', () => {
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

  it('writes no absolute path into a source map', () => {
    const text = readFileSync(join(DIST, 'sourcemaps/bindAccount/bundle.js.map'), 'utf8')
    expect(text).not.toContain(JSON.stringify(join(__dirname, '../..')).slice(1, -1))
  })

  it('maps the code to the files that people wrote', () => {
    const map = JSON.parse(readFileSync(join(DIST, 'sourcemaps/bindAccount/bundle.js.map'), 'utf8'))
    const sources: string[] = map.sources.map((source: string) => join(DIST, 'sourcemaps/bindAccount', source))
    const at = sources.indexOf(join(DIST, '../cloudfunctions/bindAccount/index.ts'))
    expect(map.sourcesContent[at]).toContain('export const main')
    expect(sources.filter((source) => source.includes('/cloudfunctions/')).every(existsSync)).toBe(true)
  })

  it('sends the licences of what is bundled along, and of nothing else', () => {
    const titles = read('bundle.js.LEGAL.txt').match(/^-{80}\n.+$/gm) ?? []
    const named = (name: string) => titles.some((title) => title.includes(`\n${name} `))
    expect(named('wx-server-sdk')).toBe(true)
    expect(named('protobufjs')).toBe(true)
    expect(named('valibot')).toBe(true)
    expect(named('axios')).toBe(false)
    expect(read('bundle.js.LEGAL.txt')).toContain('Copyright (c) 2016, Daniel Wirtz')
  })

  it('writes the schema by which editors complete local-wechat.json', () => {
    const schema = JSON.parse(readFileSync(join(DIST, 'local-wechat.schema.json'), 'utf8'))

    expect(schema).toEqual(JSON.parse(JSON.stringify(fixturesJsonSchema())))
  })

  it('leaves alone what has not changed', async () => {
    const times = () => readdirSync(UPLOAD).map((name) => statSync(join(UPLOAD, name)).mtimeMs)
    const before = times()
    await build()
    expect(times()).toEqual(before)
  })

  it('tells what is to be uploaded', async () => {
    const { code, out, err } = await npmRun('build').ended
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out.replace(/ \d+ kB /g, ' 0 kB ')).toBe(
      config.permissions.openapi
        .map((api) => `${join('dist/cloudfunctions', String(api.split('.')[1]))}  0 kB  ${api}\n`)
        .join(''),
    )
  })
})
