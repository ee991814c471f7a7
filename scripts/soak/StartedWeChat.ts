import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const ROOT = join(__dirname, '../..')

/** Where a local WeChat finds its functions, its fixtures and its records. */
export interface Place {
  functions: string
  fixtures: string
  state: string
}

/** `npm start` in a process of its own, which can be killed and started again under the same address. */
export class StartedWeChat {
  private constructor(
    private readonly place: Place,
    private child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(place: Place): Promise<StartedWeChat> {
    const { child, url } = await spawnStart(place, '0')
    return new StartedWeChat(place, child, url)
  }

  get pid(): number | undefined {
    return this.child.pid
  }

  /** Kills it and starts it again. */
  async restart(): Promise<void> {
    await this.end('SIGKILL')
    const { child } = await spawnStart(this.place, new URL(this.url).port)
    this.child = child
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    this.child.kill(signal)
    await once(this.child, 'exit')
  }
}

async function spawnStart(
  { functions, fixtures, state }: Place,
  port: string,
): Promise<{ child: ChildProcess; url: string }> {
  const args = ['--port', port, '--functions', functions, '--fixtures', fixtures, '--state', state]
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'scripts/start.ts'), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^local WeChat ready at (.*)$/.exec(line)?.[1]
    if (url === undefined) continue
    child.stdout.resume()
    return { child, url }
  }
  throw new Error('the local WeChat did not start')
}
