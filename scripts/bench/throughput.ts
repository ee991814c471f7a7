import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { defaultFixtures } from '../emulator/state/defaultFixtures'
import { programs, startServer } from './programs'
import { ratio, summary } from './summary'
import type { Group, Row } from './table'

export interface ThroughputOptions {
  /** Number of measurements of each target, alternately. */
  runs: number
  /** Number of requests of each worker in each run; even, so that each bind is followed by an unbind. */
  requests: number
  /** Few and many. */
  accounts: readonly [number, number]
}

/** Number of concurrent requests, each on its own keep-alive connection. More would only wait on a laptop. */
const WORKERS = 4
const PASSWORD = 'password'
const accountOf = (nth: number) => ({ delivery_id: 'YUNDA', biz_id: String(1_000_000 + nth) })

/** A server that binds and unbinds, and its binds per second in each run. */
interface Target {
  name: string
  url: string
  /** Returns the errcode of a response. */
  errCode: (answer: string) => unknown
  perSecond: number[]
}

/**
 * Measures how many binds per second the local WeChat makes, over HTTPS-style calls and functions, with few and many
 * accounts, and how long it takes to start.
 *
 * @param gateway the address of a plain HTTP server to compare with
 */
export async function throughput(gateway: string, { runs, requests, accounts }: ThroughputOptions): Promise<Group[]> {
  const bare = {
    name: 'a bare HTTP server of Node, answering a constant',
    url: gateway,
    errCode: () => 0,
    perSecond: [],
  }
  const folder = mkdtempSync(join(programs.folder, 'state-'))
  const few = await localWeChat(folder, accounts[0], runs)
  const many = await localWeChat(folder, accounts[1], runs)
  const targets: Target[] = [bare, ...few.targets, ...many.targets]
  for (const it of targets) await bindsPerSecond(it, 2)
  for (let run = 0; run < runs; run++) {
    for (const it of targets) it.perSecond.push(await bindsPerSecond(it, requests))
  }
  await Promise.all([few.close(), many.close()])
  rmSync(folder, { recursive: true })

  const ofBare = summary(bare.perSecond)
  const row = ({ name, perSecond }: Target, withFew?: Target): Row => {
    const value = summary(perSecond)
    // The cost is the inverse of the throughput.
    const cost = withFew && ratio(summary(withFew.perSecond), value, `the cost with ${accounts[0]}`, 2)
    return { name, unit: 'binds/s', value, ratios: [ratio(value, ofBare, 'bare'), ...(cost ? [cost] : [])] }
  }
  const [fewMs, manyMs] = [summary(few.starts), summary(many.starts)]
  return [
    {
      name: `local WeChat: binds and unbinds, ${WORKERS} at once`,
      rows: [
        { name: bare.name, unit: 'binds/s', value: ofBare },
        ...few.targets.map((it) => row(it)),
        ...many.targets.map((it, at) => row(it, few.targets[at])),
      ],
    },
    {
      name: 'local WeChat: start on the records that it has',
      rows: [
        { name: `with ${accounts[0]} accounts`, unit: 'ms', value: fewMs },
        { name: `with ${accounts[1]} accounts`, unit: 'ms', value: manyMs },
        { name: 'what they add', unit: 'ms', value: summary([manyMs.median - fewMs.median]), goal: 2000 },
      ],
    },
  ]
}

/** Starts a local WeChat on records with some accounts, several times, and measures the starts in milliseconds. */
async function localWeChat(folder: string, accounts: number, runs: number) {
  const path = join(folder, 'fixtures.json')
  const { customers, ...rest } = defaultFixtures()
  const ofWorkers = Array.from({ length: WORKERS }, (_, worker) => ({ ...accountOf(worker), password: PASSWORD }))
  writeFileSync(path, JSON.stringify({ ...rest, customers: [...customers, ...ofWorkers] }))
  const start = () => startServer('--import', 'tsx', programs.localWeChat, path, join(folder, `${accounts}`))
  let wechat = await start()
  const bound = Array.from({ length: accounts }, (_, nth) => accountOf(WORKERS + nth))
  await send('PUT', `${wechat.url}/emulator/state`, { accounts: bound })
  const starts: number[] = []
  for (let run = 0; run < runs; run++) {
    await wechat.close()
    const before = performance.now()
    wechat = await start()
    starts.push(performance.now() - before)
  }
  const { url, close } = wechat
  const [{ appid, secret }] = defaultFixtures().miniPrograms
  const token = await send('POST', `${url}/cgi-bin/stable_token`, { grant_type: 'client_credential', appid, secret })
  const targets: Target[] = [
    {
      name: `HTTPS-style, ${accounts} accounts`,
      url: `${url}/cgi-bin/express/business/account/bind?access_token=${JSON.parse(token).access_token}`,
      errCode: (answer) => JSON.parse(answer).errcode,
      perSecond: [],
    },
    {
      name: `/functions/bindAccount, ${accounts} accounts`,
      url: `${url}/functions/bindAccount`,
      errCode: (answer) => JSON.parse(answer).result.errCode,
      perSecond: [],
    },
  ]
  return { targets, starts, close }
}

async function bindsPerSecond({ url, errCode }: Target, requests: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: WORKERS })
  const work = async (worker: number) => {
    for (let nth = 0; nth < requests; nth++) {
      const type = nth % 2 === 0 ? 'bind' : 'unbind'
      const answer = await send('POST', url, { type, ...accountOf(worker), password: PASSWORD }, agent)
      if (errCode(answer) !== 0) throw new Error(`${url.replace(/\?.*/, '')}: ${answer}`)
    }
  }
  const before = performance.now()
  await Promise.all(Array.from({ length: WORKERS }, (_, worker) => work(worker)))
  const seconds = (performance.now() - before) / 1000
  agent.destroy()
  return (WORKERS * requests) / seconds
}

/**
 * Sends JSON with Node's own client, which takes less time than fetch.
 *
 * @throws Error if the status is not 200
 */
function send(method: string, url: string, body: object, agent?: Agent): Promise<string> {
  const json = JSON.stringify(body)
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) }
  return new Promise((resolve, reject) => {
    request(url, { method, headers, ...(agent && { agent }) })
      .on('response', (response) => {
        if (response.statusCode === 200) text(response).then(resolve, reject)
        else reject(new Error(`${method} ${new URL(url).pathname}: status ${response.statusCode}`))
      })
      .on('error', reject)
      .end(json)
  })
}
