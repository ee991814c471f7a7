import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { defaultFixtures } from '../../emulator/state/defaultFixtures'
import { request as requestJson } from '../../package/request'
import { BUILT, startServer } from './programs'
import { differences, type Group, millisecondsOf } from './table'

const FEW = 10
const BARE = 'a bare HTTP server of Node, answering a constant'
const CHANNELS = ['HTTPS-style', '/functions/bindAccount']
const {
  miniPrograms: [{ appid, secret }],
  customers,
} = defaultFixtures()
/** One for each concurrent request, on its own keep-alive connection. More would only wait on a laptop. */
const CUSTOMERS = customers.filter((it) => !it.needs_review).slice(0, 4)

/**
 * Measures how many binds per second the local WeChat makes, over HTTPS-style calls and functions, with few and many
 * accounts, and how long it takes to start.
 *
 * @param gateway the address of a plain HTTP server to compare with
 * @param options.requests of each customer in each run; even, so that each bind is followed by an unbind
 */
export async function throughput(
  gateway: string,
  { runs, requests, many }: { runs: number; requests: number; many: number },
): Promise<Group[]> {
  const folder = mkdtempSync(join(BUILT, 'state-'))
  const few = await localWeChat(folder, FEW, runs)
  const lots = await localWeChat(folder, many, runs)
  const targets = [
    { name: BARE, url: gateway, of: {} },
    // The cost is the inverse of the throughput: the goal is the cost with many accounts relative to that with few.
    ...few.targets.map((it, at) => ({ ...it, of: { [BARE]: undefined, [`${CHANNELS[at]}, ${many} accounts`]: 2 } })),
    ...lots.targets.map((it) => ({ ...it, of: { [BARE]: undefined } })),
  ].map(({ url, ...row }) => ({ url, row: { ...row, values: [] as number[] } }))
  for (const { url } of targets) await bindsPerSecond(url, 2)
  for (let run = 0; run < runs; run++) {
    for (const { url, row } of targets) row.values.push(await bindsPerSecond(url, requests))
  }
  await Promise.all([few.stop(), lots.stop()])
  rmSync(folder, { recursive: true })
  return [
    {
      name: `local WeChat: binds and unbinds, ${CUSTOMERS.length} at once`,
      unit: 'binds/s',
      rows: targets.map(({ row }) => row),
    },
    {
      name: 'local WeChat: start on the records that it has',
      unit: 'ms',
      rows: [
        { name: `with ${FEW} accounts`, values: few.starts },
        { name: `with ${many} accounts`, values: lots.starts },
        { name: 'what they add', values: differences(lots.starts, few.starts), goal: 2000 },
      ],
    },
  ]
}

/** Starts a local WeChat on records with some accounts, several times, and measures the starts in milliseconds. */
async function localWeChat(folder: string, accounts: number, runs: number) {
  const options = ['--port', '0', '--state', join(folder, `${accounts}`)]
  const start = () => startServer(resolve('dist/package/bin.js'), 'start', ...options)
  let wechat = await start()
  const bound = Array.from({ length: accounts }, (_, nth) => ({ delivery_id: 'YUNDA', biz_id: `customer${nth}` }))
  await requestJson('PUT', '/emulator/state', { url: wechat.url, body: { accounts: bound } })
  const starts: number[] = []
  for (let run = 0; run < runs; run++) {
    await wechat.stop()
    starts.push(
      await millisecondsOf(async () => {
        wechat = await start()
      }),
    )
  }
  const { url, stop } = wechat
  const query = `grant_type=client_credential&appid=${appid}&secret=${secret}`
  const { access_token: token } = await requestJson<{ access_token: string }>('GET', `/cgi-bin/token?${query}`, { url })
  const paths = [`/cgi-bin/express/business/account/bind?access_token=${token}`, '/functions/bindAccount']
  const targets = paths.map((path, at) => ({ name: `${CHANNELS[at]}, ${accounts} accounts`, url: `${url}${path}` }))
  return { targets, starts, stop }
}

async function bindsPerSecond(url: string, requests: number): Promise<number> {
  const agent = new Agent({ keepAlive: true })
  const work = async ({ delivery_id, biz_id, password }: (typeof CUSTOMERS)[number]) => {
    for (let nth = 0; nth < requests; nth++) {
      const body = JSON.stringify({ type: nth % 2 === 0 ? 'bind' : 'unbind', delivery_id, biz_id, password })
      // Node's own client takes less time than fetch.
      const sent = request(url, { method: 'POST', headers: { 'content-type': 'application/json' }, agent }).end(body)
      const [response] = await once(sent, 'response')
      const answer = await text(response)
      if (!/"errcode":0\b/i.test(answer)) throw new Error(`${url.replace(/\?.*/, '')}: ${answer}`)
    }
  }
  const ms = await millisecondsOf(() => Promise.all(CUSTOMERS.map(work)))
  agent.destroy()
  return (CUSTOMERS.length * requests * 1000) / ms
}
