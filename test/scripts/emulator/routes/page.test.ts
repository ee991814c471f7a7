import { readdirSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fastify from 'fastify'
import { page } from '../../../../scripts/emulator/routes/page'
import { sendError } from '../../../../scripts/emulator/routes/responses'
import { inBothLanguages } from '../../../helpers/inBothLanguages'
import { temporaryFolder } from '../../../helpers/temporaryFolder'
import { withLocalWeChat } from '../../../helpers/withLocalWeChat'

const BUILT = join(__dirname, '../../../../dist/emulator/console')
const read = (file: string) => readFileSync(join(BUILT, file), 'utf8')

describe('the page', () => {
  const wechat = withLocalWeChat()

  it.each([
    ['/', 'index.html', 'text/html; charset=utf-8'],
    ['/emulator/console/console.js', 'console.js', 'text/javascript; charset=utf-8'],
    ['/emulator/console/console.css', 'console.css', 'text/css; charset=utf-8'],
    ['/emulator/console/favicon.svg', 'favicon.svg', 'image/svg+xml'],
    ['/emulator/console/icons.svg', 'icons.svg', 'image/svg+xml'],
  ])('serves the built file at %s, with a policy against inline and foreign content', async (path, file, type) => {
    const response = await fetch(wechat.url(path))
    expect({ status: response.status, text: await response.text() }).toEqual({ status: 200, text: read(file) })
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': type,
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
    })
  })

  it('has a total gzipped size below 80 kB', () => {
    const files = readdirSync(BUILT).filter((name) => name !== 'LICENCES.txt')
    expect(files.sort()).toEqual(['console.css', 'console.js', 'favicon.svg', 'icons.svg', 'index.html'])
    const sizes = files.map((name) => gzipSync(readFileSync(join(BUILT, name))).length)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(80_000)
  })

  it('contains no inline script or style, and no other URLs', () => {
    expect(read('index.html')).not.toMatch(/<style|style=|<script(?![^>]* src=)|\son\w+=/)
    const addresses = (text: string): string[] => text.match(/https?:\/\/\w+(\.\w+)*/g) ?? []
    expect(addresses(read('index.html')).concat(addresses(read('console.css')))).toEqual([])
    expect([...new Set(addresses(read('console.js')))].sort()).toEqual([
      // A namespace, and WeChat's address in displayed text.
      'http://www.w3.org',
      'https://api.weixin.qq.com',
    ])
  })

  it('includes the licences of the bundled packages', () => {
    expect(
      read('LICENCES.txt')
        .match(/^.* \d+\.\d+\.\d+, MIT$/gm)
        ?.map((it) => it.split(' ')[0]),
    ).toEqual(['@preact/signals', '@preact/signals-core', 'preact'])
  })

  it.each(['other.js', 'LICENCES.txt', '..%2f..%2fpackage.json', 'constructor'])(
    'does not serve the file %s',
    async (file) => {
      const response = await fetch(wechat.url(`/emulator/console/${file}`))
      expect({ status: response.status, body: await response.json() }).toEqual({
        status: 404,
        body: { errcode: 404, ...inBothLanguages(`no such path: GET /emulator/console/${file}`) },
      })
    },
  )

  it.each([
    ['another Host', '/', { host: 'evil.example' }],
    ['another Origin', '/', { origin: 'http://evil.example' }],
    [
      'an image on another page',
      '/emulator/console/favicon.svg',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'image' },
    ],
  ])('refuses requests from %s', async (_what, path, headers) => {
    const { hostname, port } = new URL(wechat.url())
    const status = await new Promise((resolve) => {
      request({ hostname, port, path, headers }, (response) => resolve(response.resume().statusCode)).end()
    })
    expect(status).toBe(403)
  })

  it('can be opened by a link on another page', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' }
    expect((await fetch(wechat.url(), { headers })).status).toBe(200)
  })
})

describe('a page that is not built', () => {
  const folder = temporaryFolder()

  it('is reported as missing', async () => {
    const server = fastify()
    server.setErrorHandler((error, _request, reply) => sendError(reply, error))
    server.register(page(folder.path('nowhere')))
    const response = await server.inject('/')
    expect({ status: response.statusCode, body: response.json() }).toEqual({
      status: 404,
      body: { errcode: 404, ...inBothLanguages('the page is not built: npm run build') },
    })
    await server.close()
  })
})
