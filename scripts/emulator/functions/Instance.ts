import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { onLines } from './onLines'

/** Tells a function's process to make an invocation. */
export interface Task {
  event: unknown
  context: { request_id: string } & Record<string, unknown>
  /** Variables of this invocation. */
  env: Record<string, string | undefined>
}

/** What a function's process reports: that the function is loaded, or the outcome of an invocation (`json`: its result). */
export type Report =
  | { kind: 'loaded'; isEsModule: boolean }
  | { kind: 'returned'; json: string | undefined; errCode: number | undefined }
  | { kind: 'threw'; error: string; trace: string[] }

/** The outcome of loading a function or of an invocation. */
export type Outcome = Report | { kind: 'exited'; how: string } | { kind: 'timedOut' }

export interface InstanceOptions {
  /** The path of Node and its arguments, the path of the built host.ts last. */
  program: readonly [string, ...string[]]
  /** The function's folder. */
  dir: string
  env: NodeJS.ProcessEnv
  /** Time limit for loading the function, in milliseconds. */
  loadLimitMs: number
  /**
   * Gets each line that the function prints.
   *
   * @param requestId the current request; `loading` before the first one starts
   * @param callId the current request, or the one for which the function is loaded
   */
  onLine: (requestId: string, line: string, callId: string) => void
  /** Called if Node has loaded an ES module. */
  onEsModule: () => void
}

/** How long the last lines of an exited process may take, in milliseconds. */
const OUTPUT_GRACE_MS = 1000

/** A process of a function. It makes one invocation at a time until it exits or is killed. */
export class Instance {
  private readonly child: ChildProcess
  private readonly loading: Promise<Outcome>
  private settle: ((outcome: Outcome) => void) | undefined
  private requestId = 'loading'
  private callId = ''

  constructor({ program: [node, ...args], dir, env, loadLimitMs, onLine, onEsModule }: InstanceOptions) {
    this.child = spawn(node, [...args, dir, String(process.pid), process.cwd()], {
      cwd: dir,
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      windowsHide: true,
    })
    for (const output of [this.child.stdout, this.child.stderr]) {
      if (output) onLines(output, (line) => onLine(this.requestId, line, this.callId))
    }
    this.child.on('message', (report: Report) => this.settle?.(report))
    this.child.on('error', (error) => this.settle?.({ kind: 'exited', how: error.message }))
    this.child.on('exit', (code, signal) => {
      this.settle?.({ kind: 'exited', how: signal ?? `code ${code}` })
      // A process that it started may keep its output open.
      setTimeout(() => this.closeOutput(), OUTPUT_GRACE_MS).unref()
    })
    this.loading = this.nextOutcome(loadLimitMs)
    void this.loading.then((outcome) => outcome.kind === 'loaded' && outcome.isEsModule && onEsModule())
  }

  get alive(): boolean {
    return this.child.exitCode === null && this.child.connected && !this.child.killed
  }

  /** Makes one invocation. A process that exceeds the time limit, in milliseconds, is killed, as WeChat does. */
  async invoke(task: Task, timeLimitMs: number): Promise<Outcome> {
    this.callId = task.context.request_id
    const loaded = await this.loading
    if (loaded.kind !== 'loaded') {
      // Loading may succeed next time, because of a change outside of the function's files.
      this.child.kill('SIGKILL')
      return loaded
    }
    this.requestId = task.context.request_id
    const outcome = this.nextOutcome(timeLimitMs)
    this.child.send(task, (error) => error && this.settle?.({ kind: 'exited', how: error.message }))
    return outcome
  }

  /** Kills the process and waits until it has exited, but not for processes that it started and that keep its output open. */
  async kill(): Promise<void> {
    this.closeOutput()
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const exited = once(this.child, 'exit')
    this.child.kill('SIGKILL')
    await exited
  }

  private closeOutput(): void {
    this.child.stdout?.destroy()
    this.child.stderr?.destroy()
  }

  private nextOutcome(limitMs: number): Promise<Outcome> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        resolve({ kind: 'timedOut' })
        this.child.kill('SIGKILL')
      }, limitMs)
      this.settle = (outcome) => {
        clearTimeout(timer)
        resolve(outcome)
      }
    })
  }
}
