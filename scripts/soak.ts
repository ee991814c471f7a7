import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { stop as stopEsbuild } from 'esbuild'
import { build } from './build'
import { Records } from './emulator/state/Records'
import { seedOf } from './emulator/state/recordsSchema'
import { accountCaller } from './soak/accountCaller'
import { Client, pick, type RecordsOnDisk } from './soak/Client'
import { documentCaller, NOTES, NOTES_SOURCE } from './soak/documentCaller'
import { FixturesEditor } from './soak/fixtures'
import { recordMistakes, type SoakReport, whatIsWrong } from './soak/mistakes'
import { orderCaller } from './soak/orderCaller'
import { PushLog } from './soak/PushLog'
import { StartedWeChat } from './soak/StartedWeChat'
import { ATTEMPTS, troubleCaller, writeTroubles } from './soak/troubles'

const ROOT = join(__dirname, '..')
const CUSTOMERS_PER_CALLER = 4
/** Number of clients that request events and never read them. */
const STALLED_READERS = 20

/** Time in which the processes that functions have started must exit, in milliseconds. They sleep for 3 s. */
const PROCESSES_EXIT_WITHIN_MS = 5000

/**
 * Runs callers against a local WeChat while it and its functions are killed at random and its fixtures are edited. Then
 * compares its records with the responses. Linux only: it reads /proc.
 *
 * @param seconds the duration; nothing is killed in the second half, in which memory and pushes are measured
 * @param callers how many call at the same time; one of ten calls functions that misbehave (troubles.ts), two of ten keep documents
 */
async function soak({ seconds, callers }: { seconds: number; callers: number }): Promise<SoakReport> {
  await build()
  await stopEsbuild()
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'wx-logistics-soak-')))
  const place = { functions: join(dir, 'functions'), fixtures: join(dir, 'fixtures.json'), state: join(dir, 'records') }
  cpSync(join(ROOT, 'dist/cloudfunctions'), place.functions, { recursive: true })
  writeTroubles(place.functions)
  mkdirSync(join(place.functions, NOTES))
  writeFileSync(join(place.functions, NOTES, 'index.js'), NOTES_SOURCE)

  const numbers = [...Array(callers).keys()]
  const customersOf = (number: number) =>
    [...Array(CUSTOMERS_PER_CALLER).keys()].map((nth) => `c${number * CUSTOMERS_PER_CALLER + nth}`)
  const shopOf = (number: number) => `shop${number}`
  const editor = new FixturesEditor(place.fixtures, numbers.flatMap(customersOf), numbers.map(shopOf))
  const pushes = new PushLog(join(dir, ATTEMPTS))
  const wechat = new StartedWeChat(place, (line) => pushes.read(line))
  const start = async () => {
    await wechat.start()
    for (let n = 0; n < STALLED_READERS; n++) stallEvents(wechat.url)
  }
  await start()
  const client = new Client(wechat.url)
  const all = numbers.map((number) => {
    if (number % 10 === 9) return troubleCaller(client)
    if (number % 5 === 3) return documentCaller(`note${number}`, client)
    if (number % 2 === 0) return accountCaller(customersOf(number), client)
    return orderCaller(shopOf(number), client, (name) => pushes.expect(name))
  })

  const killed = { killedFunctions: 0, killedEmulators: 0 }
  let isOver = false
  const calling = all.map(async (caller) => {
    while (!isOver) await caller.call()
  })
  const editFor = async (share: number, then: () => Promise<void> = async () => {}) => {
    const until = Date.now() + seconds * 1000 * share
    while (Date.now() < until) {
      await sleep(200 + Math.random() * 400)
      await editor.save(client)
      await then()
    }
  }

  await editFor(1 / 2, async () => {
    if (kill(pick(wechat.functionProcesses()))) killed.killedFunctions++
    if (killed.killedEmulators > 0 && Math.random() >= 0.2) return
    await wechat.stop('SIGKILL')
    await start()
    killed.killedEmulators++
  })
  await editFor(1 / 8)
  const early = wechat.memory()
  await editFor(3 / 8)
  isOver = true
  await Promise.all(calling)
  const late = wechat.memory()
  await pushes.settle(wechat.startedAt)
  const endedInMs = await wechat.stop('SIGTERM')

  const until = Date.now() + PROCESSES_EXIT_WITHIN_MS
  while (wechat.functionProcesses().length > 0 && Date.now() < until) await sleep(100)
  const processesLeft = wechat.functionProcesses().length
  const records = await recordsIn(place.state)
  const report = {
    calls: client.calls,
    lost: client.lost,
    unknown: client.unknown,
    ...killed,
    savedFixtures: editor.saved,
    brokenFixtures: editor.broken,
    orders: records.orders.length,
    documents: client.documents,
    pushes: pushes.counts(),
    disagreements: [
      ...client.disagreements,
      ...all.flatMap((it) => it.disagreements(records)),
      ...recordMistakes(records),
      ...pushes.disagreements(records, wechat.startedAt),
    ],
    endedInMs,
    processesLeft,
    memoryMB: { early, late },
  }
  rmSync(dir, { recursive: true })
  return report
}

/** Requests events and never reads them. */
function stallEvents(url: string): void {
  const { hostname, port, host } = new URL(url)
  const socket = connect(Number(port), hostname).unref()
  // The local WeChat closes the connection.
  socket.on('error', () => {})
  socket.write(`GET /emulator/events HTTP/1.1\r\nhost: ${host}\r\n\r\n`)
}

/** @returns false if there is no such process any more */
function kill(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 'SIGKILL')
  } catch {
    return false
  }
}

async function recordsIn(state: string): Promise<RecordsOnDisk> {
  const records = await Records.open(state, { seed: () => seedOf({}, ''), log: console.error })
  const data = { ...records.toJSON(), notes: records.documents.all(NOTES) }
  await records.close()
  return data
}

/** `npm run soak -- [seconds] [callers]` */
async function main(): Promise<void> {
  if (process.platform !== 'linux') throw new Error('npm run soak runs on Linux only, because it reads /proc')
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
