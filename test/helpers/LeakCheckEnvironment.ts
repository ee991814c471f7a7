import { AsyncLocalStorage } from 'node:async_hooks'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EnvironmentContext, JestEnvironmentConfig } from '@jest/environment'
import type { Circus } from '@jest/types'
import { TestEnvironment } from 'jest-environment-node'

/** How long processes and servers that a test stopped may take to end, in milliseconds. */
const GRACE_MS = 10_000
/** What Node calls the resources that keep a process alive. Sockets are absent: `fetch` keeps idle ones open. */
const RESOURCES = /^(Timeout|Immediate|ProcessWrap|TCPServerWrap|PipeServerWrap|FSEventWrap|StatWatcher|MessagePort)$/

/** globalSetup.ts creates it in the system's folder for temporary files. */
const FOLDERS = String(process.env.TEST_FOLDERS)
/** The name of tsx's cache there; without the cache a start takes seconds longer. */
const TSX_CACHE = `tsx-${process.getuid?.()}`
/** Chromium leaves files with this prefix. */
const CHROMIUM = '.org.chromium.'

/**
 * jest-circus creates a storage for each test file and never disables it; in Node 20 each of them slows down every
 * promise of the files after it.
 */
const storages = new Set<AsyncLocalStorage<unknown>>()
const { run } = AsyncLocalStorage.prototype
AsyncLocalStorage.prototype.run = function (this: AsyncLocalStorage<unknown>, ...parameters: unknown[]) {
  storages.add(this)
  return Reflect.apply(run, this, parameters)
}

/**
 * Fails a test file that leaves a process, server, timer, watcher or temporary file behind. The file's own folder is in
 * TEST_FOLDER, a variable that also identifies the processes that the file starts. TMPDIR is in that folder and must be
 * empty in the end.
 */
export default class LeakCheckEnvironment extends TestEnvironment {
  readonly #folder: string
  readonly #before = resources()
  #hasFailed = false

  constructor(config: JestEnvironmentConfig, context: EnvironmentContext) {
    // Short: the path of a Unix socket has at most 107 bytes.
    const folder = mkdtempSync(join(FOLDERS, 'f-'))
    const temporary = join(folder, 'tmp')
    mkdirSync(temporary)
    if (process.platform !== 'win32') {
      const cache = join(dirname(FOLDERS), TSX_CACHE)
      mkdirSync(cache, { recursive: true })
      symlinkSync(cache, join(temporary, TSX_CACHE))
    }
    // Node itself and processes started without `env` use this process.env; the tests use a copy.
    Object.assign(process.env, { TEST_FOLDER: folder, TMPDIR: temporary })
    super(config, context)
    this.#folder = folder
  }

  handleTestEvent(event: Circus.AsyncEvent | Circus.SyncEvent): void {
    if (event.name === 'test_done' && event.test.errors.length > 0) this.#hasFailed = true
  }

  override async teardown(): Promise<void> {
    await super.teardown()
    for (const it of storages) it.disable()
    storages.clear()
    process.env.TMPDIR = dirname(FOLDERS)
    // A test that failed may not have cleaned up, and an error here would replace its own.
    if (this.#hasFailed) return
    const deadline = Date.now() + GRACE_MS
    let left = this.#left()
    while (left.length > 0 && Date.now() < deadline) {
      await sleep(20)
      left = this.#left()
    }
    if (left.length > 0) throw new Error(`the test file left behind: ${left.join(', ')}`)
  }

  /** Lists what still runs or exists. */
  #left(): string[] {
    const before = [...this.#before]
    const started = resources().filter((it) => {
      const at = before.indexOf(it)
      if (at >= 0) before.splice(at, 1)
      return at < 0
    })
    const files = readdirSync(join(this.#folder, 'tmp')).filter(
      (name) => name !== TSX_CACHE && !name.startsWith(CHROMIUM),
    )
    return [...started, ...processesNaming(this.#folder), ...files]
  }
}

function resources(): string[] {
  return process.getActiveResourcesInfo().filter((it) => RESOURCES.test(it))
}

/** Lists the processes whose command line or environment contains a string. Looks on Linux only. */
function processesNaming(text: string): string[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && Number(pid) !== process.pid)
    .flatMap((pid) => {
      try {
        const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        const all = commandLine + readFileSync(`/proc/${pid}/environ`, 'utf8')
        return commandLine !== '' && all.includes(text) ? `process ${pid} ${commandLine.replaceAll('\0', ' ')}` : []
      } catch {
        return [] // It has exited, or belongs to another user.
      }
    })
}
