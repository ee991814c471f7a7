import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, type IncomingMessage, request } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { defaultFixtures } from '../../emulator/state/defaultFixtures'
import { BUILT, programs } from './programs'
import { startServer } from './startServer'
import type { Group, Row } from './table'

const FEW = 10
const BARE = 'a bare HTTP server of Node, answering a constant'
const {
  miniPrograms: [{ appid, secret }],
  customers,
} = defaultFixtures()
/** One for each concurrent request, on its own keep-alive connection. More would only wait on a laptop. */
const CUSTOMERS = customers.filter((it) => !it.needs_review).slice(0, 4)

const https = (accounts: number) => `HTTPS-style, ${accounts} accounts`
const ofFunction = (accounts: number) => `/functions/bindAccount, ${accounts} accounts`

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
  const ofFew = await localWeChat(folder, FEW, runs)
  const ofMany = await localWeChat(folder, many, runs)
  const row = (name: string, url: string, of: NonNullable<Row['of']>) => ({
    url,
    row: { name, unit: 'binds/s', values: [] as number[], of } as const,
  })
  const bare = { [BARE]: undefined }
  // The cost is the inverse of the throughput: the goal is the cost with many accounts relative to that with few.
  const targets = [
    row(BARE, gateway, {}),
    row(https(FEW), ofFew.https, { ...bare, [https(many)]: 2 }),
    row(ofFunction(FEW), ofFew.ofFunction, { ...bare, [ofFunction(many)]: 2 }),
    row(https(many), ofMany.https, bare),
    row(ofFunction(many), ofMany.ofFunction, bare),
  ]
  for (const { url } of targets) await bindsPerSecond(url, 2)
  for (let run = 0; run < runs; run++) {
    for (const { url, row } of targets) row.values.push(await bindsPerSecond(url, requests))
  }
  await Promise.all([ofFew.stop(), ofMany.stop()])
  rmSync(folder, { recursive: true })

  const added = ofMany.starts.map((ms, at) => ms - (ofFew.starts[at] ?? 0))
  return [
    { name: `local WeChat: binds and unbinds, ${CUSTOMERS.length} at once`, rows: targets.map(({ row }) => row) },
    {
      name: 'local WeChat: start on the records that it has',
      rows: [
        { name: `with ${FEW} accounts`, unit: 'ms', values: ofFew.starts },
        { name: `with ${many} accounts`, unit: 'ms', values: ofMany.starts },
        { name: 'what they add', unit: 'ms', values: added, goal: 2000 },
      ],
    },
  ]
}

/** Starts a local WeChat on records with some accounts, several times, and measures the starts in milliseconds. */
async function localWeChat(folder: string, accounts: number, runs: number) {
  const start = () => startServer([...programs.localWeChat, join(folder, `${accounts}`)])
  let wechat = await start()
  const bound = Array.from({ length: accounts }, (_, nth) => ({ delivery_id: 'YUNDA', biz_id: `customer${nth}` }))
  const headers = { 'content-type': 'application/json' }
  await fetch(`${wechat.url}/emulator/state`, { method: 'PUT', headers, body: JSON.stringify({ accounts: bound }) })
  const starts: number[] = []
  for (let run = 0; run < runs; run++) {
    await wechat.stop()
    const before = performance.now()
    wechat = await start()
    starts.push(performance.now() - before)
  }
  const { url, stop } = wechat
  const token = await fetch(`${url}/cgi-bin/token?grant_type=client_credential&appid=${appid}&secret=${secret}`)
  const { access_token }: { access_token: string } = JSON.parse(await token.text())
  return {
    https: `${url}/cgi-bin/express/business/account/bind?access_token=${access_token}`,
    ofFunction: `${url}/functions/bindAccount`,
    starts,
    stop,
  }
}

async function bindsPerSecond(url: string, requests: number): Promise<number> {
  const agent = new Agent({ keepAlive: true })
  const work = async ({ delivery_id, biz_id, password }: (typeof CUSTOMERS)[number]) => {
    for (let nth = 0; nth < requests; nth++) {
      const body = JSON.stringify({ type: nth % 2 === 0 ? 'bind' : 'unbind', delivery_id, biz_id, password })
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
      // Node's own client takes less time than fetch.
      const sent = request(url, { method: 'POST', headers, agent }).end(body)
      const [response]: IncomingMessage[] = await once(sent, 'response')
      const answer = response ? await text(response) : ''
      if (!/"errcode":0\b/i.test(answer)) throw new Error(`${url.replace(/\?.*/, '')}: ${answer}`)
    }
  }
  const before = performance.now()
  await Promise.all(CUSTOMERS.map(work))
  const seconds = (performance.now() - before) / 1000
  agent.destroy()
  return (CUSTOMERS.length * requests) / seconds
}
