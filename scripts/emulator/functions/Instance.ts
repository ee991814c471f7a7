import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { Readable, Writable } from 'node:stream'
import * as v from 'valibot'
import type { Message } from '../../../cloudfunctions/openapi/messages/Message'
import { ES_MODULE, STRAY_WRITE } from './advice'
import type { Requested } from './howToLoad'
import { LOADING, type Outcome, outcomeSchema, REPORTS_FD, TASKS_FD, type Task } from './invocation'
import { onLines } from './onLines'

/**
 * What a process reports, with its nonce: the outcome of loading the function, or of an invocation, with the request that it
 * belongs to; or a module that it has loaded though the cloud could not (limitLoading.ts).
 */
const reportSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.union([
    v.object({ nonce: v.string(), requestId: v.string(), outcome: outcomeSchema }),
    v.object({ nonce: v.string(), undeclared: v.object({ request: v.string(), from: v.string() }) }),
  ]),
)
export type Report = v.InferOutput<typeof reportSchema>

export interface InstanceOptions {
  /** The path of Node and its arguments, the path of the built host.ts last. */
  program: readonly [string, ...string[]]
  /** The function's folder. */
  dir: string
  env: NodeJS.ProcessEnv
  /** Time limit for loading the function, in milliseconds. */
  loadLimitMs: number
  /** Gets each line that the function prints, with the id of the request for which it runs or is loaded. */
  onLine: (requestId: string, line: string) => void
  /** Gets advice each time the function does what WeChat does not allow. */
  onAdvice: (advice: Message) => void
  /** Loads what the cloud could not load too. */
  allowUndeclared: boolean
  /** Gets each such module. */
  onUndeclared: (module: Requested) => void
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
  private requestId = ''
  private redact = (line: string) => line
  /** The request whose outcome is awaited. */
  private awaited = LOADING

  constructor({ program: [node, ...args], dir, env, loadLimitMs, onLine, onAdvice, ...loading }: InstanceOptions) {
    const nonce = randomUUID()
    const own = [dir, String(process.pid), nonce, process.cwd(), String(loading.allowUndeclared)]
    this.child = spawn(node, [...args, ...own], {
      cwd: dir,
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
      windowsHide: true,
    })
    const onMessage = (line: string) => {
      const { success, output } = v.safeParse(reportSchema, line)
      const isOwn = success && output.nonce === nonce
      if (isOwn && 'undeclared' in output) loading.onUndeclared(output.undeclared)
      else if (isOwn && 'outcome' in output && output.requestId === this.awaited) this.settle?.(output.outcome)
      // The host starts each report with a line break.
      else if (line !== '') onAdvice(STRAY_WRITE)
    }
    for (const [fd, stream] of this.child.stdio.entries()) {
      // Without a listener, an error of one process would stop the local WeChat.
      stream?.on('error', () => this.child.kill('SIGKILL'))
      if (!(stream instanceof Readable)) continue
      if (fd < REPORTS_FD) onLines(stream, (line) => onLine(this.requestId, this.redact(line)))
      else {
        onLines(stream, onMessage, MAX_REPORT_LENGTH, MAX_REPORT_LENGTH)
        // Without the channel, the process can do nothing more.
        stream.on('close', () => this.child.kill('SIGKILL'))
      }
    }
    const exited = (how: string) =>
      this.settle?.({ errCode: -504002, reason: `the function's process exited (${how})` })
    this.child.on('error', (error) => exited(error.message))
    this.child.on('exit', (code, signal) => {
      exited(signal ?? `code ${code}`)
      // A process that it started may keep its output open.
      setTimeout(() => this.closeOutput(), OUTPUT_GRACE_MS).unref()
    })
    this.loading = this.nextOutcome(loadLimitMs)
    // This Node may load what WeChat's does not.
    void this.loading.then((it) => 'json' in it && JSON.parse(it.json).isEsModule && onAdvice(ES_MODULE))
  }

  get alive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null && !this.child.killed
  }

  /**
   * Makes one invocation. A process that exceeds the time limit, in milliseconds, is killed, as WeChat does.
   *
   * @param redact blanks secrets in what the function prints
   */
  async invoke(task: Task, timeLimitMs: number, redact: (line: string) => string): Promise<Outcome> {
    this.requestId = task.context.request_id
    this.redact = redact
    const loaded = await this.loading
    if ('errCode' in loaded) {
      // Loading may succeed next time, because of a change outside of the function's files.
      this.child.kill('SIGKILL')
      return loaded
    }
    this.awaited = this.requestId
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
        resolve({ errCode: -504003, reason: `Invoking task timed out after ${limitMs / 1000} seconds` })
        this.child.kill('SIGKILL')
      }, limitMs)
      this.settle = (outcome) => {
        clearTimeout(timer)
        resolve(outcome)
      }
    })
  }
}
