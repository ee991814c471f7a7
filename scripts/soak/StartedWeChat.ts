import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const ROOT = join(__dirname, '../..')

/** Each function has a process or two in memory; there are many functions. */
const MAX_INSTANCES = '4'

/** In MB: whatever is not bounded is found out. */
const HEAP = '--max-old-space-size=128'

/** Where a local WeChat finds its functions, its fixtures and its records. */
export interface Place {
  functions: string
  fixtures: string
  state: string
}

/** `npm start` in a process of its own, which can be killed and started again under the same address. */
export class StartedWeChat {
  startedAt = Date.now()

  private constructor(
    private readonly place: Place,
    private readonly onLine: (line: string) => void,
    private child: ChildProcess,
    readonly url: string,
  ) {}

  /** @param onLine gets each line of its log */
  static async start(place: Place, onLine: (line: string) => void): Promise<StartedWeChat> {
    const { child, url } = await spawnStart(place, '0', onLine)
    return new StartedWeChat(place, onLine, child, url)
  }

  get pid(): number | undefined {
    return this.child.pid
  }

  /** Whether it has not ended by itself. */
  get alive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null
  }

  /** Kills it and starts it again. */
  async restart(): Promise<void> {
    await this.end('SIGKILL')
    const { child } = await spawnStart(this.place, new URL(this.url).port, this.onLine)
    this.child = child
    this.startedAt = Date.now()
  }

  /** @returns how long it took to end, in milliseconds */
  async end(signal: NodeJS.Signals): Promise<number> {
    if (!this.alive)
      throw new Error(`the local WeChat ended by itself: ${this.child.signalCode ?? this.child.exitCode}`)
    const from = Date.now()
    const ended = once(this.child, 'exit')
    this.child.kill(signal)
    await ended
    return Date.now() - from
  }
}

async function spawnStart(
  { functions, fixtures, state }: Place,
  port: string,
  onLine: (line: string) => void,
): Promise<{ child: ChildProcess; url: string }> {
  const place = ['--port', port, '--functions', functions, '--fixtures', fixtures, '--state', state]
  const args = [...place, '--max-instances', MAX_INSTANCES]
  const child = spawn(process.execPath, [HEAP, '--import', 'tsx', join(ROOT, 'scripts/start.ts'), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await new Promise<string>((resolve, reject) => {
    child.on('exit', () => reject(new Error('the local WeChat did not start')))
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [, address] = /^local WeChat ready at (.*)$/.exec(line) ?? []
      if (address !== undefined) resolve(address)
      onLine(line)
    })
  })
  return { child, url }
}
