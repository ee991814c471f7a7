import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const ROOT = join(__dirname, '../..')

/** Few instances, because each function keeps a process or two in memory. */
const MAX_INSTANCES = '4'

/** A small heap, in MB, so that whatever grows without a limit soon fails. */
const HEAP = '--max-old-space-size=128'

/** The paths of a local WeChat. */
export interface Place {
  functions: string
  fixtures: string
  state: string
}

/** `npm start` in a process that can be killed and started again at the same address. */
export class StartedWeChat {
  startedAt = 0
  url = ''
  private child: ChildProcess | undefined

  /** @param onLine gets each line of the log */
  constructor(
    private readonly place: Place,
    private readonly onLine: (line: string) => void,
  ) {}

  async start(): Promise<void> {
    const { functions, fixtures, state } = this.place
    const port = this.url === '' ? '0' : new URL(this.url).port
    const paths = ['--functions', functions, '--fixtures', fixtures, '--state', state]
    const options = ['--port', port, ...paths, '--max-instances', MAX_INSTANCES]
    const child = spawn(process.execPath, [HEAP, '--import', 'tsx', join(ROOT, 'scripts/start.ts'), ...options], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.child = child
    this.url = await new Promise<string>((resolve, reject) => {
      child.on('exit', () => reject(new Error('the local WeChat did not start')))
      createInterface({ input: child.stdout }).on('line', (line) => {
        const [, address] = /^local WeChat ready at (.*)$/.exec(line) ?? []
        if (address !== undefined) resolve(address)
        this.onLine(line)
      })
    })
    this.startedAt = Date.now()
  }

  /**
   * @returns how long it took to stop, in milliseconds
   * @throws Error if it has stopped by itself
   */
  async stop(signal: NodeJS.Signals): Promise<number> {
    const { child } = this
    if (!child || child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`the local WeChat stopped by itself: ${child?.signalCode ?? child?.exitCode}`)
    }
    const from = Date.now()
    const exited = once(child, 'exit')
    child.kill(signal)
    await exited
    return Date.now() - from
  }

  /** Returns the resident memory, in MB. */
  memory(): number {
    const status = readFileSync(`/proc/${this.child?.pid}/status`, 'utf8')
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1000)
  }

  /** Returns the ids of the processes that run in the folder of functions: the functions, and what they have started. */
  functionProcesses(): number[] {
    return readdirSync('/proc')
      .filter((pid) => /^\d+$/.test(pid) && folderOf(pid).startsWith(`${this.place.functions}/`))
      .map(Number)
  }
}

function folderOf(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return '' // It has exited.
  }
}
