import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Records } from '../emulator/state/Records'
import { BOUND, seedOf } from '../emulator/state/recordsSchema'
import { request } from '../package/request'
import { startServer } from './bench/programs'
import { millisecondsOf } from './bench/table'
import { runProgram } from './build/bundle'
import { actionsOf } from './soak/actions'
import { Client, pick } from './soak/Client'
import { COURIER, Fixtures, SHOP } from './soak/Fixtures'
import { Model, Pushes, type SoakReport, whatIsWrong } from './soak/findings'
import { ATTEMPTS, callTrouble, NOTES, writeTroubles } from './soak/troubles'

/** Every fifth caller calls a function that misbehaves after each other call. */
const TROUBLED = 5
/** Number of clients that request events and never read them. */
const STALLED_READERS = 20
/** How long processes that functions have started may run afterwards, in milliseconds. They sleep for 3 s. */
const PROCESSES_EXIT_WITHIN_MS = 5000
/** The longest time that all attempts of a push take, in milliseconds: pauses of 1, 2 and 4 s, and calls on a busy machine. */
const PUSHED_WITHIN_MS = 15_000

/**
 * Runs callers against a local WeChat while it and its functions are killed at random and its fixtures are edited. Then
 * compares its records with the responses. Linux only: it reads /proc.
 *
 * @param seconds the duration; nothing is killed in the second half, in which memory and pushes are measured
 * @param callers how many call at the same time, each with an account, an order and a document of its own
 */
async function soak(seconds: number, callers: number): Promise<SoakReport> {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'wx-logistics-soak-')))
  const [functions, state, file] = [join(dir, 'functions'), join(dir, 'records'), join(dir, 'fixtures.json')]
  cpSync(resolve('dist/cloudfunctions'), functions, { recursive: true })
  writeTroubles(functions)
  const numbers = [...Array(callers).keys()]
  const fixtures = new Fixtures(
    file,
    numbers.map((number) => `account${number}`),
  )
  const model = new Model()
  const pushes = new Pushes(join(dir, ATTEMPTS))

  const stalled: unknown[] = []
  const start = async (port: string) => {
    // A small heap, in MB, so that whatever grows without a limit soon fails.
    const program = ['--max-old-space-size=128', join(__dirname, 'run.mjs'), 'start', '--port', port]
    const paths = ['--functions', functions, '--fixtures', file, '--state', state]
    // Few instances, because each function keeps a process or two in memory.
    const started = await startServer(...program, ...paths, '--allow-undeclared', '--max-instances', '4')
    // The pushes of an earlier one stopped with it.
    pushes.moved.clear()
    for (let n = 0; n < STALLED_READERS; n++) {
      // The local WeChat closes the connection in the end. Until then nobody reads the response.
      stalled.push(fetch(`${started.url}/emulator/events`).catch(() => {}))
    }
    return started
  }
  let wechat = await start('0')
  const { port } = new URL(wechat.url)
  const client = new Client(wechat.url)
  const example = `/emulator/examples/logistics.addOrder?deliveryId=${COURIER}`
  const { params } = await request<{ params: object }>('GET', example, { url: wechat.url })
  const actions = actionsOf(client, params, (name) => pushes.moved.add(name))

  const happened = { account: 0, order: 0, document: 0, trouble: 0, killedFunctions: 0, killedLocalWeChats: 0 }
  let isOver = false
  const calling = numbers.map(async (number) => {
    while (!isOver) {
      const [kind, name, perform, effect] = pick(actions)
      const id = `${kind}${number}`
      const response = await perform(id)
      if (response !== undefined) happened[kind]++
      model.narrow(name, id, effect, response)
      if (number % TROUBLED !== 0) continue
      model.disagreements.push(...(await callTrouble(client)))
      happened.trouble++
    }
  })
  const editFor = async (share: number, then = async () => {}) => {
    const until = Date.now() + seconds * 1000 * share
    while (Date.now() < until) {
      await sleep(200 + Math.random() * 400)
      await fixtures.save(client)
      await then()
    }
  }

  await editFor(1 / 2, async () => {
    const running = processesIn(functions)
    if (running.length > 0 && spawnSync('kill', ['-9', pick(running)]).status === 0) happened.killedFunctions++
    if (happened.killedLocalWeChats > 0 && Math.random() >= 0.2) return
    await wechat.stop('SIGKILL')
    wechat = await start(port)
    happened.killedLocalWeChats++
  })
  await editFor(1 / 8)
  const early = residentMB(wechat.pid)
  await editFor(3 / 8)
  isOver = true
  await Promise.all(calling)
  const memoryGrowthMB = residentMB(wechat.pid) - early
  await waitFor(() => pushes.incomplete().length === 0, PUSHED_WITHIN_MS)
  const msToStop = Math.round(await millisecondsOf(() => wechat.stop()))
  await waitFor(() => processesIn(functions).length === 0, PROCESSES_EXIT_WITHIN_MS)

  const { records, mistakes } = await recordsIn(state)
  const processesLeft = processesIn(functions).length
  const report = {
    happened: { ...client.happened, ...happened, ...fixtures.happened, pushes: pushes.attempts().size },
    measured: { processesLeft, msToStop, memoryGrowthMB },
    disagreements: [
      ...fixtures.disagreements,
      ...model.disagreements,
      ...model.contradictions(records),
      ...pushes.incomplete(),
      ...pushes.unfounded(records),
      ...mistakes,
    ],
  }
  rmSync(dir, { recursive: true })
  return report
}

async function waitFor(isDone: () => boolean, timeoutMs: number): Promise<void> {
  const until = Date.now() + timeoutMs
  while (!isDone() && Date.now() < until) await sleep(100)
}

/** Returns the resident memory of a process, in MB. */
function residentMB(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1000)
}

/** Returns the ids of the processes that run in a folder: functions, and what they have started. */
function processesIn(folder: string): readonly string[] {
  const args = ['/proc', '-maxdepth', '2', '-name', 'cwd', '-lname', `${folder}/*`]
  return spawnSync('find', args, { encoding: 'utf8' }).stdout.match(/\d+/g) ?? []
}

/** Returns the states of the records on disk, and what is wrong with them alone. */
async function recordsIn(state: string): Promise<{ records: Map<string, number>; mistakes: string[] }> {
  const opened = await Records.open(state, { seed: () => seedOf({}, ''), log: console.error })
  const { accounts, orders, quotas } = opened.toJSON()
  const bound = accounts.filter((it) => it.status_code === BOUND && it.biz_id !== SHOP)
  const records = new Map([
    ...bound.map((it) => [it.biz_id, 0] as const),
    ...orders.map((it) => [it.order_id, it.path_item_list.length] as const),
    ...Array.from(opened.documents.all(NOTES), (it) => [String(it._id), Number(it.count)] as const),
  ])
  await opened.close()
  const waybills = new Set(orders.map((it) => it.waybill_id)).size
  const used = quotas.find((it) => it.biz_id === SHOP)?.used ?? 0
  const isRight = orders.length === waybills && orders.length === used
  const mistakes = isRight ? [] : [`${orders.length} orders have ${waybills} waybills and used ${used} e-waybills`]
  return { records, mistakes }
}

/** `npm run soak -- [seconds] [callers]` */
async function main(): Promise<void> {
  if (process.platform !== 'linux') throw new Error('npm run soak runs on Linux only, because it reads /proc')
  const [seconds = 60, callers = 50] = process.argv.slice(2).map(Number)
  const report = await soak(seconds, callers)
  console.log(JSON.stringify(report, null, 2))
  const wrong = whatIsWrong(report)
  if (wrong.length === 0) return
  console.error(wrong.join('\n'))
  process.exitCode = 1
}

runProgram(module, main)
