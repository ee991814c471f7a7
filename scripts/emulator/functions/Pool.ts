import type { FunctionInstance } from './Instance'

/** The processes of one function: warm ones are used again, more are started as calls come at once, up to a limit. */
export class FunctionPool {
  private readonly versions = new Map<FunctionInstance, string>()
  private readonly idle: FunctionInstance[] = []
  private readonly waiting: (() => void)[] = []

  /**
   * @param start starts a process
   * @param version of the code: a process of another version is not used again
   * @param max how many processes at most
   */
  constructor(
    private readonly start: () => FunctionInstance,
    private readonly version: () => string,
    private readonly max: number,
  ) {}

  /** Lends a process to one invocation. */
  async use<T>(invoke: (instance: FunctionInstance) => Promise<T>): Promise<T> {
    const instance = await this.take()
    try {
      return await invoke(instance)
    } finally {
      if (instance.alive) this.idle.push(instance)
      else this.versions.delete(instance)
      this.waiting.shift()?.()
    }
  }

  /** Ends every process. */
  async close(): Promise<void> {
    await Promise.all([...this.versions.keys()].map((instance) => instance.kill()))
  }

  private async take(): Promise<FunctionInstance> {
    const version = this.version()
    for (let instance = this.idle.pop(); instance; instance = this.idle.pop()) {
      if (instance.alive && this.versions.get(instance) === version) return instance
      this.versions.delete(instance)
      void instance.kill()
    }
    if (this.versions.size >= this.max) {
      await new Promise<void>((resolve) => this.waiting.push(resolve))
      return this.take()
    }
    const instance = this.start()
    this.versions.set(instance, version)
    return instance
  }
}
