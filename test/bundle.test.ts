import { cpSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { Fault } from '../scripts/emulator/control/Faults'
import { createLocalWeChat, type LocalWeChat } from '../scripts/emulator/createLocalWeChat'
import { callFunction, sample } from './helpers/withLocalWeChat'

const ROOT = join(__dirname, '..')
const NODES = join(__dirname, 'nodes/node_modules')
const UNBUNDLED = join(ROOT, 'dist/unbundled')
const api = 'logistics.bindAccount'

/** The Nodes that WeChat offers and npm supplies for this machine (Linux, x64). */
const nodes = [
  ['this Node', process.execPath],
  ...['node-16', 'node-18', 'node-22'].map((name) => [name, join(NODES, name, 'bin/node')]),
].filter(([, path]) => existsSync(String(path)))

/** One call after the other: with which fault, and what is sent. */
const story: { fault?: Omit<Fault, 'api'>; data: object; openid?: string }[] = [
  { data: sample },
  { data: sample },
  { data: { ...sample, type: 'unbind' } },
  { data: { ...sample, type: 'unbind' } },
  { data: { ...sample, password: 'wrong-password' } },
  { data: { ...sample, deliveryId: 'EMS', remarkContent: '电话：10086' } },
  { data: { ...sample, deliveryId: 'SF', password: '' } },
  { data: { ...sample, bizID: '1' } },
  { data: { ...sample, bizId: 1 } },
  { data: [] },
  { data: sample, openid: 'oStranger' },
  ...(
    [
      { kind: 'errcode', errcode: 45009, errmsg: '中文' },
      { kind: 'platform', code: 'EXCEED_REQUEST_LIMIT' },
      { kind: 'platform', code: 'SIGN_PARAM_INVALID' },
      { kind: 'http', status: 500 },
      { kind: 'empty' },
      { kind: 'html' },
      { kind: 'cut' },
      { kind: 'delay', ms: 60_000 },
    ] as const
  ).map((fault) => ({ fault, data: sample })),
]

/** What a function answers to the story, but for what differs at each call. */
async function tell(functions: string, node: string): Promise<unknown[]> {
  const wechat = await createLocalWeChat({ functions, node, timeLimitMs: 1000, env: { ADMIN_OPENIDS: 'oAdmin' } })
  const answers = []
  for (const { fault, data, openid = 'oAdmin' } of story) {
    await put(wechat, fault === undefined ? [] : [{ api, ...fault }])
    const { result } = Object(await callFunction(wechat.url, 'bindAccount', data, openid))
    answers.push(
      JSON.stringify(result)
        .replace(/[0-9a-f]{8}(-[0-9a-f]{8}){2}/, 'RID')
        .replaceAll(wechat.url, 'URL')
        .replace(/seqId=[^&\]]+/, 'SEQ'),
    )
  }
  await wechat.close()
  return answers
}

function put({ url }: LocalWeChat, faults: object[]) {
  return fetch(`${url}/emulator/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(faults),
  })
}

describe('the bundle', () => {
  let expected: unknown[]
  beforeAll(async () => {
    mkdirSync(UNBUNDLED, { recursive: true })
    cpSync(join(ROOT, 'dist/cloudfunctions'), UNBUNDLED, { recursive: true })
    await build({
      entryPoints: [join(ROOT, 'cloudfunctions/bindAccount/index.ts')],
      outfile: join(UNBUNDLED, 'bindAccount/index.js'),
      bundle: true,
      packages: 'external',
      platform: 'node',
    })
    expected = await tell(UNBUNDLED, process.execPath)
  })

  it('is tested against a function that uses wx-server-sdk from node_modules', () => {
    expect(expected[0]).toBe('{"errCode":0,"errMsg":"openapi.logistics.bindAccount:ok"}')
    expect(new Set(expected).size).toBeGreaterThan(10)
  })

  it.each(nodes)('answers byte for byte the same on %s', async (_name, node = '') => {
    expect(await tell(join(ROOT, 'dist/cloudfunctions'), node)).toEqual(expected)
  })

  if (process.platform === 'linux' && process.arch === 'x64') {
    it('is tested on each Node that WeChat offers', () => {
      expect(nodes).toHaveLength(4)
    })
  }
})
