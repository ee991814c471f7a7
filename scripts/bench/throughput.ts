import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { defaultFixtures } from '../emulator/state/defaultFixtures'
import { programs } from './programs'
import { ratio } from './ratio'
import { startServer } from './startServer'
import { summary } from './summary'
import type { Group, Row } from './table'

export interface ThroughputOptions {
  /** How often each is measured, in turn. */
  runs: number
  /** Of each worker in each run; even, so that what was bound is unbound. */
  requests: number
}

/** Requests under way at once, each on a connection of its own that is kept: more only wait for each other on a laptop. */
const WORKERS = 4
const PASSWORD = 'password'
const FEW = 10
const MANY = 100_000
const bizId = (account: number) => String(1_000_000 + account)
const accountOf = (account: number) => ({ delivery_id: 'YUNDA', biz_id: bizId(account) })

/** Something that answers binds and unbinds, and how many a second it did in each run. */
interface Contestant {
  name: string
  url: string
  body: (params: { type: string; bizId: string; deliveryId: string; password: string }) => object
  /** The errcode of an answer. */
  errCode: (answer: string) => unknown
  perSecond: number[]
}

/**
 * How many binds a second the local WeChat answers, by both ways in and with few and many accounts.
 *
 * @param gateway the address of the bare server that it is compared with
 */
export async function throughput(gateway: string, { runs, requests }: ThroughputOptions): Promise<Group[]> {
  const bare: Contestant = {
    name: 'a bare HTTP server of Node, answering a constant',
    url: gateway,
    body: (params) => params,
    errCode: () => 0,
    perSecond: [],
  }
  const folder = mkdtempSync(join(programs.folder, 'state-'))
  const wechats = [await localWeChat(folder, FEW, runs), await localWeChat(folder, MANY, runs)]
  const contestants = [bare, ...wechats.flatMap(({ contestants }) => contestants)]
  for (const it of contestants) await bindsASecond(it, 2)
  for (let run = 0; run < runs; run++) {
    for (const it of contestants) it.perSecond.push(await bindsASecond(it, requests))
  }
  await Promise.all(wechats.map(({ close }) => close()))
  rmSync(folder, { recursive: true })
  const rows = contestants.map(({ name, perSecond }): Row => ({ name, unit: 'binds/s', value: summary(perSecond) }))
  const [first, https, functions, ...withMany] = rows
  return [
    {
      name: `local WeChat: binds and unbinds, ${WORKERS} at once`,
      rows: rows.map((row) => {
        const few = withMany.indexOf(row) === 0 ? https : functions
        return {
          ...row,
          ratios: [
            ...(first && row !== first ? [ratio(row.value, first.value, 'bare')] : []),
            // Of costs, hence the other way round.
            ...(few && withMany.includes(row) ? [ratio(few.value, row.value, `the cost with ${FEW}`, 2)] : []),
          ],
        }
      }),
    },
    { name: 'local WeChat: start on the records that it has', rows: startRows(wechats.map((it) => it.starts)) },
  ]
}

/** What more accounts add to a start. */
function startRows([few = [], many = []]: number[][]): Row[] {
  const [fewMs, manyMs] = [summary(few), summary(many)]
  return [
    { name: `with ${FEW} accounts`, unit: 'ms', value: fewMs },
    { name: `with ${MANY} accounts`, unit: 'ms', value: manyMs },
    { name: 'what they add', unit: 'ms', value: summary([manyMs.median - fewMs.median]), goal: 2000 },
  ]
}

/** A local WeChat with so many accounts, the two ways into it, and how long its starts took, in ms. */
async function localWeChat(folder: string, accounts: number, runs: number) {
  const path = join(folder, 'fixtures.json')
  writeFileSync(path, JSON.stringify(fixtures()))
  const start = () => startServer('--import', 'tsx', programs.localWeChat, path, join(folder, `${accounts}`))
  const first = await start()
  await bound(first.url, accounts)
  await first.close()
  const starts: number[] = []
  for (let run = 1; run < runs; run++) await (await timed(start, starts)).close()
  const { url, close } = await timed(start, starts)
  const contestants: Contestant[] = [
    {
      name: `HTTPS-style, ${accounts} accounts`,
      url: `${url}/cgi-bin/express/business/account/bind?access_token=${await token(url)}`,
      body: ({ type, password, ...ids }) => ({ type, password, biz_id: ids.bizId, delivery_id: ids.deliveryId }),
      errCode: (answer) => JSON.parse(answer).errcode,
      perSecond: [],
    },
    {
      name: `/functions/bindAccount, ${accounts} accounts`,
      url: `${url}/functions/bindAccount`,
      body: (params) => params,
      errCode: (answer) => JSON.parse(answer).result.errCode,
      perSecond: [],
    },
  ]
  return { contestants, starts, close }
}

async function timed<T>(run: () => Promise<T>, times: number[]): Promise<T> {
  const before = performance.now()
  const result = await run()
  times.push(performance.now() - before)
  return result
}

/** The built-in ones, with a customer more for each worker. */
function fixtures(): object {
  const { customers, ...rest } = defaultFixtures()
  const more = Array.from({ length: WORKERS }, (_, worker) => ({ ...accountOf(worker), password: PASSWORD }))
  return { ...rest, customers: [...customers, ...more] }
}

/** Binds so many accounts; the workers' own are not among them. */
async function bound(url: string, accounts: number): Promise<void> {
  const body = { accounts: Array.from({ length: accounts }, (_, account) => accountOf(WORKERS + account)) }
  const { ok, status } = await fetch(`${url}/emulator/state`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!ok) throw new Error(`${accounts} accounts: status ${status}`)
}

async function token(url: string): Promise<string> {
  const [{ appid, secret }] = defaultFixtures().miniPrograms
  const body = JSON.stringify({ grant_type: 'client_credential', appid, secret })
  const response = await fetch(`${url}/cgi-bin/stable_token`, { method: 'POST', body })
  const { access_token }: { access_token: string } = JSON.parse(await response.text())
  return access_token
}

async function bindsASecond({ url, body, errCode }: Contestant, requests: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: WORKERS })
  const work = async (worker: number) => {
    for (let nth = 0; nth < requests; nth++) {
      const type = nth % 2 === 0 ? 'bind' : 'unbind'
      const params = { type, bizId: bizId(worker), deliveryId: 'YUNDA', password: PASSWORD }
      const answer = await post(url, agent, JSON.stringify(body(params)))
      if (errCode(answer) !== 0) throw new Error(`${url.replace(/\?.*/, '')}: ${answer}`)
    }
  }
  const before = performance.now()
  await Promise.all(Array.from({ length: WORKERS }, (_, worker) => work(worker)))
  const seconds = (performance.now() - before) / 1000
  agent.destroy()
  return (WORKERS * requests) / seconds
}

function post(url: string, agent: Agent, body: string): Promise<string> {
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  return new Promise((resolve, reject) => {
    request(url, { method: 'POST', agent, headers })
      .on('response', (response) => buffer(response).then((bytes) => resolve(bytes.toString()), reject))
      .on('error', reject)
      .end(body)
  })
}
