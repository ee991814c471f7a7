import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { stop as stopEsbuild } from 'esbuild'
import { build } from './build'
import { Records } from './emulator/state/Records'
import { type RecordsData, seedOf } from './emulator/state/recordsSchema'
import { AccountCaller } from './soak/AccountCaller'
import type { Caller } from './soak/Caller'
import { Client } from './soak/Client'
import { FixturesHand } from './soak/FixturesHand'
import { OrderCaller } from './soak/OrderCaller'
import { PushLog } from './soak/PushLog'
import { memoryOf, processesIn } from './soak/processes'
import { recordMistakes } from './soak/recordMistakes'
import type { SoakReport } from './soak/SoakReport'
import { StartedWeChat } from './soak/StartedWeChat'
import { soakFixtures } from './soak/soakFixtures'
import { Tally } from './soak/Tally'
import { TroubleCaller } from './soak/TroubleCaller'
import { ATTEMPTS, writeTroubles } from './soak/troubles'
import { whatIsWrong } from './soak/whatIsWrong'

const ROOT = join(__dirname, '..')
const CUSTOMERS_PER_CALLER = 4

/** What functions have started ends by itself within 3 s; a function whose local WeChat was killed, within 1 s or so. */
const PROCESSES_END_WITHIN_MS = 5000

/**
 * Runs callers against a local WeChat while its functions, and it itself, are killed at random and its fixtures are saved
 * by hand, and compares its records with what was answered. Linux only: it looks for processes in /proc.
 *
 * @param seconds how long; nothing is killed in the second half, so that memory and pushes can be watched
 * @param callers how many call at once: of ten one calls functions that block, flood, fork and crash
 */
export async function soak({ seconds, callers }: { seconds: number; callers: number }): Promise<SoakReport> {
  await build()
  await stopEsbuild()
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'wx-logistics-soak-')))
  const place = { functions: join(dir, 'functions'), fixtures: join(dir, 'fixtures.json'), state: join(dir, 'records') }
  cpSync(join(ROOT, 'dist/cloudfunctions'), place.functions, { recursive: true })
  writeTroubles(place.functions)

  const tally = new Tally()
  const pushes = new PushLog(join(dir, ATTEMPTS))
  const numbers = [...Array(callers).keys()]
  const hand = new FixturesHand(place.fixtures, soakFixtures(numbers.flatMap(customersOf), numbers.map(shopOf)), tally)
  const wechat = await StartedWeChat.start(place, (line) => pushes.read(line))
  const client = new Client(wechat.url, tally)
  const all = numbers.map((number): Caller => {
    if (number % 10 === 9) return new TroubleCaller(client, tally)
    if (number % 2 === 0) return new AccountCaller(customersOf(number), client, tally)
    return new OrderCaller(shopOf(number), client, tally, (name) => pushes.expect(name))
  })

  const killed = { killedFunctions: 0, killedEmulators: 0 }
  const halfMs = (seconds * 1000) / 2
  let over = false
  const calling = all.map(async (caller) => {
    while (!over) await caller.call()
  })
  /** Saves the fixtures again and again, and does something after each time. */
  const saveFor = async (ms: number, then: () => Promise<void>) => {
    const until = Date.now() + ms
    while (Date.now() < until) {
      await sleep(200 + Math.random() * 400)
      await hand.save(client)
      await then()
    }
  }

  await saveFor(halfMs, async () => {
    for (const pid of processesIn(place.functions).slice(0, 1)) killed.killedFunctions += kill(pid)
    if (killed.killedEmulators > 0 && Math.random() >= 0.2) return
    await wechat.restart()
    killed.killedEmulators++
  })
  await saveFor(halfMs / 4, async () => {})
  const early = memoryOf(wechat.pid)
  await saveFor((halfMs * 3) / 4, async () => {})
  over = true
  await Promise.all(calling)
  const late = memoryOf(wechat.pid)
  await pushes.settle(wechat.startedAt)
  const endedInMs = await wechat.end('SIGTERM')

  const records = await recordsIn(place.state)
  const disagreements = [
    ...tally.disagreements,
    ...all.flatMap((it) => it.disagreements(records)),
    ...recordMistakes(records),
    ...pushes.disagreements(records, wechat.startedAt),
  ]
  const processesLeft = await processesLeftIn(place.functions)
  const pushed = pushes.counts()
  rmSync(dir, { recursive: true })
  const { calls, lost, unknown } = tally
  return {
    ...{ calls, lost, unknown, ...killed, savedFixtures: hand.saved, brokenFixtures: hand.broken },
    ...{ orders: records.orders.length, pushes: pushed, disagreements },
    ...{ endedInMs, processesLeft, memoryMB: { early, late } },
  }
}

/** The customers whom a caller binds and unbinds. */
function customersOf(number: number): string[] {
  return [...Array(CUSTOMERS_PER_CALLER).keys()].map((customer) => `c${number * CUSTOMERS_PER_CALLER + customer}`)
}

/** The customer of whom a caller orders. */
function shopOf(number: number): string {
  return `shop${number}`
}

function kill(pid: number): number {
  try {
    process.kill(pid, 'SIGKILL')
    return 1
  } catch {
    return 0 // It has ended by itself.
  }
}

async function recordsIn(state: string): Promise<RecordsData> {
  const records = await Records.open(state, { seed: () => seedOf({}, ''), log: console.error })
  const data = records.toJSON()
  await records.close()
  return data
}

async function processesLeftIn(dir: string): Promise<number> {
  const until = Date.now() + PROCESSES_END_WITHIN_MS
  while (processesIn(dir).length > 0 && Date.now() < until) await sleep(100)
  return processesIn(dir).length
}

async function main(): Promise<void> {
  if (process.platform !== 'linux') throw new Error('npm run soak runs on Linux only: it looks for processes in /proc')
  const [seconds = 60, callers = 50] = process.argv.slice(2).map(Number)
  const report = await soak({ seconds, callers })
  console.log(JSON.stringify(report, null, 2))
  const wrong = whatIsWrong(report)
  if (wrong.length === 0) return
  console.error(wrong.join('\n'))
  process.exitCode = 1
}

if (require.main === module) {
  main().catch((error: Error) => {
    console.error(error.message)
    process.exitCode = 1
  })
}
