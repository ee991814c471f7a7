/** A process that does one thing at a time. */
export interface Worker {
  readonly alive: boolean
  kill(): Promise<void>
}

/** The pool was closed before a process was free. */
export class PoolClosedError extends Error {
  override readonly name = 'PoolClosedError'
}

/** The processes of one function. Warm ones are reused, more start up to a limit, then calls wait: assumed#max-instances */
export class Pool<W extends Worker> {
  private readonly versions = new Map<W, string>()
  private readonly idle: W[] = []
  private readonly waiting: (() => void)[] = []
  private closed = false

  /**
   * @param start starts a process
   * @param version of what a process was started with: a process of another version is not used again
   * @param max how many processes at most
   */
  constructor(
    private readonly start: () => W,
    private readonly version: () => string,
    private readonly max: number,
  ) {}

  /**
   * Lends a process to one invocation, as soon as one is free.
   *
   * @throws PoolClosedError when none was until the pool was closed
   */
  async use<T>(invoke: (worker: W) => Promise<T>): Promise<T> {
    let worker: W | undefined
    try {
      worker = await this.take()
      return await invoke(worker)
    } finally {
      if (worker?.alive) this.idle.push(worker)
      else if (worker) this.versions.delete(worker)
      // Whoever had its turn hands it on, also where no process came of it.
      this.waiting.shift()?.()
    }
  }

  /** Ends every process and refuses whoever waits for one. */
  async close(): Promise<void> {
    this.closed = true
    for (const wake of this.waiting.splice(0)) wake()
    await Promise.all([...this.versions.keys()].map((worker) => worker.kill()))
  }

  private async take(): Promise<W> {
    if (this.closed) throw new PoolClosedError('the local WeChat has ended')
    const version = this.version()
    for (let worker = this.idle.pop(); worker; worker = this.idle.pop()) {
      if (worker.alive && this.versions.get(worker) === version) return worker
      this.versions.delete(worker)
      void worker.kill()
    }
    if (this.versions.size >= this.max) {
      await new Promise<void>((resolve) => this.waiting.push(resolve))
      return this.take()
    }
    const worker = this.start()
    this.versions.set(worker, version)
    return worker
  }
}
