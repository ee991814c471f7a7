import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { apis } from '../../cloudfunctions/openapi/apis'
import type { Api } from '../../cloudfunctions/openapi/apis/Api'
import { build } from '../../scripts/build'
import { fixturesJsonSchema } from '../../scripts/emulator/state/fixturesJsonSchema'
import { npmRun } from '../helpers/npmRun'

const DIST = join(__dirname, '../../dist')
const UPLOAD = join(DIST, 'cloudfunctions/bindAccount')
const read = (name: string) => readFileSync(join(UPLOAD, name), 'utf8')

/** What was reached; a bundle that grows beyond it does so by decision. */
const MAX_BYTES = 209_000

describe('build', () => {
  it(`keeps index.js within ${MAX_BYTES} bytes`, () => {
    expect(statSync(join(UPLOAD, 'index.js')).size).toBeLessThanOrEqual(MAX_BYTES)
  })

  it.each(Object.values<Api>(apis))('puts into the bundle of $name its own API and no other', ({ name, https }) => {
    const code = readFileSync(join(DIST, 'cloudfunctions', name.split('.')[1] ?? '', 'index.js'), 'utf8')

    expect([...new Set(code.match(/\/cgi-bin\/express\/[\w/]+/g))]).toStrictEqual([https.path])
  })

  it('makes a folder to upload with one JavaScript file and no source map', () => {
    expect(readdirSync(UPLOAD).sort()).toEqual(['config.json', 'index.js', 'index.js.LEGAL.txt', 'package.json'])
    expect(read('index.js')).not.toContain('sourceMappingURL')
    expect(JSON.parse(read('config.json'))).toEqual({ permissions: { openapi: ['logistics.bindAccount'] } })
    expect(JSON.parse(read('package.json'))).toMatchObject({ name: 'bindAccount', main: 'index.js' })
  })

  it('maps the code to the files that people wrote', () => {
    const map = JSON.parse(readFileSync(join(DIST, 'sourcemaps/bindAccount/index.js.map'), 'utf8'))
    const sources: string[] = map.sources.map((source: string) => join(DIST, 'sourcemaps/bindAccount', source))
    const at = sources.indexOf(join(DIST, '../cloudfunctions/bindAccount/index.ts'))
    expect(map.sourcesContent[at]).toContain('export const main')
    expect(sources.filter((source) => source.includes('/cloudfunctions/')).every(existsSync)).toBe(true)
  })

  it('sends the licences of what is bundled along, and of nothing else', () => {
    const titles = read('index.js.LEGAL.txt').match(/^-{80}\n.+$/gm) ?? []
    const named = (name: string) => titles.some((title) => title.includes(`\n${name} `))
    expect(named('wx-server-sdk')).toBe(true)
    expect(named('protobufjs')).toBe(true)
    expect(named('valibot')).toBe(true)
    expect(named('axios')).toBe(false)
    expect(read('index.js.LEGAL.txt')).toContain('Copyright(c) 2014 dead_horse')
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
      ['bindAccount', 'getAllAccount', 'getAllDelivery', 'getQuota']
        .map((name) => `dist/cloudfunctions/${name}  0 kB  logistics.${name}\n`)
        .join(''),
    )
  })
})
