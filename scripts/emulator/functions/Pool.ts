/** A process that does one thing at a time. */
export interface Worker {
  readonly alive: boolean
  kill(): Promise<void>
}

/**
 * The processes of one function. Idle ones are reused; new ones start up to a limit, then calls wait: assumed#max-instances
 */
export class Pool<W extends Worker> {
  /** Every process, with the version that it was started with. */
  private readonly versions = new Map<W, string>()
  private readonly idle: W[] = []
  private readonly waiting: (() => void)[] = []
  private closed = false

  /**
   * @param start starts a process
   * @param version returns the current version: processes of another version are not reused
   * @param max maximum number of processes
   */
  constructor(
    private readonly start: () => W,
    private readonly version: () => string,
    private readonly max: number,
  ) {}

  /**
   * Lends a process to one invocation, as soon as one is free.
   *
   * @returns undefined if the pool is closed before a process is free
   */
  async use<T>(invoke: (worker: W) => Promise<T>): Promise<T | undefined> {
    let worker: W | undefined
    try {
      worker = await this.take()
      return worker && (await invoke(worker))
    } finally {
      if (worker?.alive) this.idle.push(worker)
      else if (worker) this.versions.delete(worker)
      // Wakes the next call even if this one could not start a process.
      this.waiting.shift()?.()
    }
  }

  /** Kills the processes that are in use, or all. */
  async reset(all: boolean): Promise<void> {
    const workers = [...this.versions.keys()].filter((it) => all || !this.idle.includes(it))
    await Promise.all(workers.map((worker) => worker.kill()))
  }

  /** Kills every process; calls that wait for one get none. */
  async close(): Promise<void> {
    this.closed = true
    for (const wake of this.waiting.splice(0)) wake()
    await Promise.all([...this.versions.keys()].map((worker) => worker.kill()))
  }

  private async take(): Promise<W | undefined> {
    if (this.closed) return undefined
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
