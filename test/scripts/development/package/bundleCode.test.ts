import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stop } from 'esbuild'
import { bundleCode, bundleLibrary } from '../../../../scripts/development/package/bundleCode'
import { PROGRAMS } from '../../../helpers/programs'

const ROOT = join(__dirname, '../../../..')

afterAll(() => stop())

it('breaks lines, because Node prints the one that threw above an uncaught error', async () => {
  const { files } = await bundleCode()
  const library = await bundleLibrary('')
  const code = Object.values({ ...files, 'wx-logistics.js': library['wx-logistics.js']?.split('\n/*')[0] ?? '' })

  // A string is not broken.
  expect(Math.max(...code.flatMap((text) => text.split('\n').map(({ length }) => length)))).toBeLessThan(2000)
})

it.each([
  [
    'index.js',
    "createOpenApi({ appid: 'wx0000000000000000', secret: 's' }).logistics.bindAccount({})",
    'OpenApiError: openapi.logistics.bindAccount:fail parameter.type is missing',
  ],
  ['local.js', "createLocalWeChat({ fixtures: 'nope.json' })", 'FileError: nope.json: there is no such file'],
  ['local.js', 'callFunction()', 'TestError: '],
])('keeps the names of errors, which Node prints: %s %s', (file, code, start) => {
  const program = `const it = require(${JSON.stringify(join(PROGRAMS, file))})
    const { createOpenApi, createLocalWeChat, callFunction } = it
    Promise.resolve().then(() => ${code}).catch((error) => console.log(error))`

  expect(execFileSync(process.execPath, ['-e', program], { encoding: 'utf8' }).slice(0, start.length)).toBe(start)
})

describe('bundleLibrary', () => {
  it('creates one file that starts with the line that add recognizes, and requires only wx-server-sdk', async () => {
    const { 'wx-logistics.js': library = '', 'wx-logistics.d.ts': types } = await bundleLibrary('export {}\n')

    expect(library).toMatch(/^\/\/ Copied by wx-logistics add --library\. Do not edit\. [0-9a-f]{64}\n/)
    expect(types).toMatch(/^\/\/ Copied by wx-logistics add --library\. Do not edit\. [0-9a-f]{64}\nexport \{\}\n$/)
    const required = [...library.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name)
    expect([...new Set(required)].filter((name) => !/^(node:|wx-server-sdk)/.test(String(name)))).toEqual([])
  })

  it('leaves the connections of the SDK as they are, unlike the functions of this package', async () => {
    const { 'wx-logistics.js': library } = await bundleLibrary('')

    expect(readFileSync(join(ROOT, 'dist/cloudfunctions/bindAccount/bundle.js'), 'utf8')).toContain('keepSocketAlive')
    expect(library).not.toMatch(/keepSocketAlive|require\("(node:)?https?"\)/)
  })
})
