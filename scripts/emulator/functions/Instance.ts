import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { withTimeLimit } from '../../../cloudfunctions/openapi/errors/withTimeLimit'
import type { Report, Task } from './messages'
import { onLines } from './onLines'

/** What came of loading a function or of an invocation. */
export type Outcome = Report | { kind: 'exited'; how: string } | { kind: 'timedOut' }

/** So long the last lines of a process that has ended may take, in milliseconds. */
const OUTPUT_GRACE_MS = 1000

/** A process of a function: one invocation at a time, until it ends or is ended. */
export class Instance {
  private readonly child: ChildProcess
  private readonly loading: Promise<Outcome>
  private settle: ((outcome: Outcome) => void) | undefined
  private requestId = 'loading'
  /** The request for which the function is loaded, and then made. */
  private callId = ''

  /**
   * @param program the path of Node and its arguments, the path of the built host.ts last
   * @param dir the function's folder
   * @param env the process's environment
   * @param loadLimitMs how long loading the function may take, in milliseconds
   * @param onLine gets each line that the function prints, with the id of the request, `loading` before it is made, and of
   *   the request for which it is loaded
   * @param onEsModule is told that Node has loaded an ES module
   */
  constructor(
    [node, ...args]: [string, ...string[]],
    dir: string,
    env: NodeJS.ProcessEnv,
    loadLimitMs: number,
    onLine: (requestId: string, line: string, callId: string) => void,
    onEsModule: () => void,
  ) {
    this.child = spawn(node, [...args, dir, String(process.pid)], {
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
      // A process that it has started may hold its output, and with that keep this one from its end.
      setTimeout(() => this.closeOutput(), OUTPUT_GRACE_MS).unref()
    })
    this.loading = this.within(loadLimitMs)
    void this.loading.then((outcome) => outcome.kind === 'loaded' && outcome.isEsModule && onEsModule())
  }

  get alive(): boolean {
    return this.child.exitCode === null && this.child.connected && !this.child.killed
  }

  /** Makes one invocation within a time limit, in milliseconds. */
  async invoke(task: Task, timeLimitMs: number): Promise<Outcome> {
    this.callId = task.context.request_id
    const loaded = await this.loading
    if (loaded.kind !== 'loaded') {
      // What it lacks may be there next time, and no file of its own need change for that.
      this.child.kill('SIGKILL')
      return loaded
    }
    this.requestId = task.context.request_id
    const outcome = this.within(timeLimitMs)
    this.child.send(task, (error) => error && this.settle?.({ kind: 'exited', how: error.message }))
    return outcome
  }

  /** Ends the process at once and waits for its end, not for that of processes which it started and which hold its output. */
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

  /** What the process does next. */
  private within(limitMs: number): Promise<Outcome> {
    const next = new Promise<Outcome>((resolve) => {
      this.settle = resolve
    })
    return withTimeLimit(limitMs, next, () => {
      this.child.kill('SIGKILL')
      return { kind: 'timedOut' }
    })
  }
}
