import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { stop as stopEsbuild } from 'esbuild'
import { build } from './build'
import { defaultState } from './emulator/state/defaultState'
import { BOUND, type StateData } from './emulator/state/stateSchema'

export interface SoakReport {
  calls: number
  /** Calls whose answer was lost or told of a failure: the account may be bound or not. */
  unknown: number
  killedFunctions: number
  killedEmulators: number
  /** What the state file says against what was answered; none is right. */
  disagreements: string[]
  processesLeft: number
  /** Resident memory of the last local WeChat, in MB: after its first quarter, and at the end. */
  memoryMB: { early: number; late: number }
}

const ROOT = join(__dirname, '..')
const PASSWORD = '123456789123456789'
const CUSTOMERS_PER_CALLER = 4

/**
 * Runs callers against a local WeChat while its functions, and it itself, are killed at random, and compares its state
 * file with what was answered. Linux only: it looks for processes in /proc.
 *
 * @param seconds how long; the local WeChat is left alone in the second half, so that its memory can be watched
 * @param callers how many call at once
 */
export async function soak({ seconds, callers }: { seconds: number; callers: number }): Promise<SoakReport> {
  await build()
  await stopEsbuild()
  const dir = mkdtempSync(join(tmpdir(), 'wx-logistics-soak-'))
  const place = { functions: join(dir, 'functions'), state: join(dir, 'state.json'), port: await freePort() }
  cpSync(join(ROOT, 'dist/cloudfunctions'), place.functions, { recursive: true })
  writeFileSync(place.state, JSON.stringify(stateWithCustomers(callers * CUSTOMERS_PER_CALLER)))

  const report = { calls: 0, unknown: 0, killedFunctions: 0, killedEmulators: 0 }
  const expected = new Map<string, boolean>()
  const disagreements: string[] = []
  const startedAt = Date.now()
  const passed = () => (Date.now() - startedAt) / 1000 / seconds
  let emulator = await startEmulator(place)

  const killing = (async () => {
    while (passed() < 0.5) {
      await sleep(200 + Math.random() * 400)
      for (const pid of processesOf(place.functions).slice(0, 1)) {
        process.kill(pid, 'SIGKILL')
        report.killedFunctions++
      }
      if (Math.random() < 0.2) {
        emulator.kill('SIGKILL')
        await once(emulator, 'exit')
        report.killedEmulators++
        emulator = await startEmulator(place)
      }
    }
  })()

  const calling = Array.from({ length: callers }, async (_, caller) => {
    while (passed() < 1) {
      const bizId = `c${caller * CUSTOMERS_PER_CALLER + Math.floor(Math.random() * CUSTOMERS_PER_CALLER)}`
      const type = Math.random() < 0.5 ? 'bind' : 'unbind'
      const errCode = await call(place.port, { type, bizId, deliveryId: 'YUNDA', password: PASSWORD })
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
  const early = memoryOf(emulator)
  await Promise.all(calling)
  const late = memoryOf(emulator)
  emulator.kill('SIGTERM')
  await once(emulator, 'exit')

  const { accounts }: StateData = JSON.parse(readFileSync(place.state, 'utf8'))
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
function surpriseOf(
  type: 'bind' | 'unbind',
  errCode: number | undefined,
  was: boolean | undefined,
): string | undefined {
  if (type === 'bind' && errCode === 0 && was === true) return 'bound twice'
  if (type === 'unbind' && errCode === 0 && was === false) return 'unbound twice'
  if (errCode === 9300529 && was === false) return 'bound, though it was answered as unbound'
  if (errCode === 9300530 && was === true) return 'not bound, though it was answered as bound'
  return undefined
}

async function call(port: number, data: object): Promise<number | undefined> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/functions/bindAccount`, {
      method: 'POST',
      body: JSON.stringify(data),
    })
    return Object(await response.json()).result?.errCode
  } catch {
    await sleep(20)
    return undefined
  }
}

async function startEmulator({
  functions,
  state,
  port,
}: {
  functions: string
  state: string
  port: number
}): Promise<ChildProcess> {
  const args = ['--port', `${port}`, '--functions', functions, '--state', state]
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'scripts/start.ts'), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('local WeChat ready')) break
  }
  child.stdout.resume()
  return child
}

function stateWithCustomers(count: number): StateData {
  const state = defaultState()
  const [customer] = state.customers.filter((it) => it.delivery_id === 'YUNDA')
  const more = Array.from({ length: count }, (_, index) => customer && { ...customer, biz_id: `c${index}` })
  return { ...state, customers: more.filter((it) => it !== undefined) }
}

/** The living processes whose command line names a folder, in random order. */
function processesOf(dir: string): number[] {
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && readProc(pid, 'cmdline').includes(`host.js\0${dir}`))
    .map(Number)
    .sort(() => Math.random() - 0.5)
}

function memoryOf({ pid }: ChildProcess): number {
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readProc(`${pid}`, 'status'))?.[1]) / 1000)
}

function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = Object(server.address())
  server.close()
  return port
}

async function main(): Promise<void> {
  const [seconds = 60, callers = 50] = process.argv.slice(2).map(Number)
  const report = await soak({ seconds, callers })
  console.log(JSON.stringify(report, null, 2))
  if (report.disagreements.length > 0 || report.processesLeft > 0) process.exitCode = 1
}

if (require.main === module) void main()
