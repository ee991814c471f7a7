import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { Readable, Writable } from 'node:stream'
import * as v from 'valibot'
import { LOADING, REPORTS_FD, TASKS_FD, type Task } from './channel'
import { onLines } from './onLines'

const messageSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    nonce: v.string(),
    requestId: v.string(),
    report: v.variant('kind', [
      v.object({ kind: v.literal('loaded'), isEsModule: v.boolean() }),
      v.object({ kind: v.literal('returned'), json: v.string(), errCode: v.optional(v.number()) }),
      v.object({ kind: v.literal('tooLarge') }),
      v.object({ kind: v.literal('threw'), error: v.string(), trace: v.array(v.string()) }),
    ]),
  }),
)

/** A report with the nonce of the process and the request that it belongs to. */
export type Message = v.InferOutput<typeof messageSchema>

/** What a function's process reports: that the function is loaded, or the outcome of an invocation (`json`: its result). */
export type Report = Message['report']

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
  /** Called each time the function has written to the channel. */
  onStrayWrite: () => void
}

/** Maximum length of a report, in characters. The host's limits keep reports below it. */
const MAX_REPORT_LENGTH = 4 * 1024 * 1024

/** How long the last lines of an exited process may take, in milliseconds. */
const OUTPUT_GRACE_MS = 1000

/** A process of a function. It makes one invocation at a time until it exits or is killed. */
export class Instance {
  private readonly child: ChildProcess
  private readonly loading: Promise<Outcome>
  private settle: ((outcome: Outcome) => void) | undefined
  private requestId = LOADING
  private callId = ''

  constructor({ program: [node, ...args], dir, env, loadLimitMs, onLine, onEsModule, onStrayWrite }: InstanceOptions) {
    const nonce = randomUUID()
    this.child = spawn(node, [...args, dir, String(process.pid), nonce, process.cwd()], {
      cwd: dir,
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
      windowsHide: true,
    })
    const onMessage = (line: string) => {
      const { success, output } = v.safeParse(messageSchema, line)
      if (success && output.nonce === nonce && output.requestId === this.requestId) this.settle?.(output.report)
      // The host starts each report with a line break.
      else if (line !== '') onStrayWrite()
    }
    for (const [fd, stream] of this.child.stdio.entries()) {
      // Without a listener, an error of one process would stop the local WeChat.
      stream?.on('error', () => this.child.kill('SIGKILL'))
      if (!(stream instanceof Readable)) continue
      if (fd < REPORTS_FD) onLines(stream, (line) => onLine(this.requestId, line, this.callId))
      else {
        onLines(stream, onMessage, MAX_REPORT_LENGTH, MAX_REPORT_LENGTH)
        // Without the channel, the process can do nothing more.
        stream.on('close', () => this.child.kill('SIGKILL'))
      }
    }
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
    return this.child.exitCode === null && this.child.signalCode === null && !this.child.killed
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
    const tasks = this.child.stdio[TASKS_FD]
    if (tasks instanceof Writable) tasks.write(`${JSON.stringify(task)}\n`)
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
