import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { stop as stopEsbuild } from 'esbuild'
import { readProperty } from '../cloudfunctions/openapi/errors/readProperty'
import { build } from './build'
import { defaultFixtures } from './emulator/state/defaultFixtures'
import type { FixturesContent } from './emulator/state/fixturesSchema'
import { Records } from './emulator/state/Records'
import { BOUND } from './emulator/state/recordsSchema'
import { seedOf } from './emulator/state/seedOf'
import { memoryOf, processesOf } from './soak/processes'
import { StartedWeChat } from './soak/StartedWeChat'

export interface SoakReport {
  calls: number
  /** Calls whose answer was lost or told of a failure: the account may be bound or not. */
  unknown: number
  killedFunctions: number
  killedEmulators: number
  /** What the records say against what was answered; none is right. */
  disagreements: string[]
  processesLeft: number
  /** Resident memory of the last local WeChat, in MB: after its first quarter, and at the end. */
  memoryMB: { early: number; late: number }
}

const ROOT = join(__dirname, '..')
const PASSWORD = '123456789123456789'
const CUSTOMERS_PER_CALLER = 4

/**
 * Runs callers against a local WeChat while its functions, and it itself, are killed at random, and compares its
 * records with what was answered. Linux only: it looks for processes in /proc.
 *
 * @param seconds how long; the local WeChat is left alone in the second half, so that its memory can be watched
 * @param callers how many call at once
 */
export async function soak({ seconds, callers }: { seconds: number; callers: number }): Promise<SoakReport> {
  await build()
  await stopEsbuild()
  const dir = mkdtempSync(join(tmpdir(), 'wx-logistics-soak-'))
  const place = {
    functions: join(dir, 'functions'),
    fixtures: join(dir, 'fixtures.json'),
    state: join(dir, 'records'),
  }
  cpSync(join(ROOT, 'dist/cloudfunctions'), place.functions, { recursive: true })
  writeFileSync(place.fixtures, JSON.stringify(withCustomers(callers * CUSTOMERS_PER_CALLER)))

  const report = { calls: 0, unknown: 0, killedFunctions: 0, killedEmulators: 0 }
  const expected = new Map<string, boolean>()
  const disagreements: string[] = []
  const startedAt = Date.now()
  const passed = () => (Date.now() - startedAt) / 1000 / seconds
  const wechat = await StartedWeChat.start(place)

  const killing = (async () => {
    while (passed() < 0.5) {
      await sleep(200 + Math.random() * 400)
      for (const pid of processesOf(place.functions).slice(0, 1)) {
        process.kill(pid, 'SIGKILL')
        report.killedFunctions++
      }
      if (Math.random() < 0.2) {
        await wechat.restart()
        report.killedEmulators++
      }
    }
  })()

  const calling = Array.from({ length: callers }, async (_, caller) => {
    while (passed() < 1) {
      const bizId = `c${caller * CUSTOMERS_PER_CALLER + Math.floor(Math.random() * CUSTOMERS_PER_CALLER)}`
      const type = Math.random() < 0.5 ? 'bind' : 'unbind'
      const errCode = await call(wechat.url, { type, bizId, deliveryId: 'YUNDA', password: PASSWORD })
      report.calls++
      const was = expected.get(bizId)
      const surprise = surpriseOf(type, errCode, was)
      if (surprise) disagreements.push(`${bizId}: ${surprise}`)
      if (errCode === 0 || errCode === (type === 'bind' ? 9300529 : 9300530)) expected.set(bizId, type === 'bind')
      else {
        report.unknown++
        expected.delete(bizId)
      }
    }
  })

  await killing
  await sleep((seconds * 1000) / 8)
  const early = memoryOf(wechat.pid)
  await Promise.all(calling)
  const late = memoryOf(wechat.pid)
  await wechat.end('SIGTERM')

  const accounts = await accountsIn(place.state)
  const bound = new Set(accounts.filter((it) => it.status_code === BOUND).map((it) => it.biz_id))
  for (const [bizId, isBound] of expected) {
    if (bound.has(bizId) !== isBound) disagreements.push(`${bizId}: answered as ${isBound}, on disk ${!isBound}`)
  }
  const twice = accounts.length - new Set(accounts.map((it) => it.biz_id)).size
  if (twice > 0) disagreements.push(`${twice} accounts are listed twice`)
  await sleep(500)
  const processesLeft = processesOf(place.functions).length
  rmSync(dir, { recursive: true })
  return { ...report, disagreements, processesLeft, memoryMB: { early, late } }
}

/** What an answer must not be, given what was answered before. */
function surpriseOf(type: 'bind' | 'unbind', errCode: unknown, was: boolean | undefined): string | undefined {
  if (type === 'bind' && errCode === 0 && was === true) return 'bound twice'
  if (type === 'unbind' && errCode === 0 && was === false) return 'unbound twice'
  if (errCode === 9300529 && was === false) return 'bound, though it was answered as unbound'
  if (errCode === 9300530 && was === true) return 'not bound, though it was answered as bound'
  return undefined
}

async function call(url: string, data: object): Promise<unknown> {
  try {
    const response = await fetch(`${url}/functions/bindAccount`, { method: 'POST', body: JSON.stringify(data) })
    return readProperty(readProperty(await response.json(), 'result'), 'errCode')
  } catch {
    await sleep(20)
    return undefined
  }
}

function withCustomers(count: number): FixturesContent {
  const fixtures = defaultFixtures()
  const customers = fixtures.customers
    .filter((it) => it.delivery_id === 'YUNDA')
    .flatMap((it) => Array.from({ length: count }, (_, index) => ({ ...it, biz_id: `c${index}` })))
  return { ...fixtures, customers }
}

async function accountsIn(state: string) {
  const records = await Records.open(state, { seed: () => seedOf({}, ''), log: console.error })
  const accounts = records.accounts.all()
  await records.close()
  return accounts
}

/** What a report shows to be wrong; nothing is right. */
function whatIsWrong({ disagreements, processesLeft, calls, unknown, killedFunctions }: SoakReport): string[] {
  return [
    ...disagreements,
    ...(processesLeft > 0 ? [`${processesLeft} processes of functions are left`] : []),
    ...(calls > unknown ? [] : ['no call was answered']),
    ...(killedFunctions > 0 ? [] : ['no function was killed']),
  ]
}

async function main(): Promise<void> {
  const [seconds = 60, callers = 50] = process.argv.slice(2).map(Number)
  const report = await soak({ seconds, callers })
  console.log(JSON.stringify(report, null, 2))
  const wrong = whatIsWrong(report)
  if (wrong.length === 0) return
  console.error(wrong.join('\n'))
  process.exitCode = 1
}

if (require.main === module) void main()
