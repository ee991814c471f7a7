import { join } from 'node:path'
import timers from 'node:timers/promises'
import threads from 'node:worker_threads'
import { sdkEnvironment } from '../../emulator/redirect/sdkEnvironment'
import type { GivenFixtures } from '../../emulator/state/fixturesSchema'
import type { Answer, Place, Request, Task } from './messages'

/** Longer nobody waits for the local WeChat, in milliseconds. */
const PATIENCE_MS = 30_000

/**
 * The local WeChat of this process of a test runner. It lives in a thread: nothing that tests do to their own world (fake
 * timers, a browser's globals, module registries) reaches it, it keeps no process from its end, and it can be waited for
 * without await, which files of setup need.
 */
interface Suite {
  thread: threads.Worker
  /** What was told of the variables last. */
  told: string
}

/** Jest and vitest load each file of tests, and what it imports, anew; Node's own modules are all that stays. */
const PLACE = Symbol.for('wx-logistics.suite')

export const suite = {
  /** Begins a file of tests: a local WeChat as if there had been none before, to which the environment leads. */
  begin(): void {
    const it = running() ?? start()
    redirectTo(ask(it, { kind: 'begin', env: variables(it) }))
  },

  /** Begins a test: nothing is bound but what the fixtures say. */
  async empty(): Promise<void> {
    const it = running()
    if (!it) return
    redirectTo(ask(it, { kind: 'empty', env: variables(it) }))
    await connectionsClosed()
  },

  /** Has functions find the variables that tests have set, ADMIN_OPENIDS for instance. */
  tellVariables(): void {
    const it = running()
    if (it && it.told !== JSON.stringify(process.env)) ask(it, { kind: 'tell', env: variables(it) })
  },

  /** Puts fixtures in the place of the project's, for the rest of a file of tests. */
  async take(fixtures: GivenFixtures): Promise<void> {
    const it = running()
    if (!it) throw new Error('useFixtures is for tests with preset "wx-logistics" (jest) or "wx-logistics/vitest"')
    redirectTo(ask(it, { kind: 'take', fixtures }))
    await connectionsClosed()
  },
}

/** A local WeChat that has started again keeps its address and has another ticket. */
function redirectTo({ url, ticket }: Place): void {
  Object.assign(process.env, sdkEnvironment(`${url}/admin`, ticket), { WX_API_BASE: url })
}

/** Before any fake timers. */
const turnOfLoop = timers.setImmediate

/**
 * A local WeChat that has started anew has closed its connections. Node's agent keeps them to use them again, and hears of
 * it when it reads next: after the turn that it is in.
 */
async function connectionsClosed(): Promise<void> {
  await turnOfLoop()
  await turnOfLoop()
}

function running(): Suite | undefined {
  return Reflect.get(threads, PLACE)
}

function start(): Suite {
  // None of the tests' loaders and debuggers: execArgv.
  const thread = new threads.Worker(join(__dirname, 'thread.js'), { execArgv: [], env: { ...process.env } })
  thread.unref()
  const suite = { thread, told: '' }
  Reflect.set(threads, PLACE, suite)
  return suite
}

function variables(suite: Suite): Record<string, string | undefined> {
  suite.told = JSON.stringify(process.env)
  return { ...process.env }
}

function ask({ thread }: Suite, task: Task): Place {
  const { port1: mine, port2: port } = new threads.MessageChannel()
  const done = new Int32Array(new SharedArrayBuffer(4))
  const request: Request = { task, port, done }
  thread.postMessage(request, [port])
  Atomics.wait(done, 0, 0, PATIENCE_MS)
  const received: { message: Answer } | undefined = threads.receiveMessageOnPort(mine)
  mine.close()
  const answer = received?.message ?? { error: `the local WeChat did not answer within ${PATIENCE_MS / 1000} s` }
  if ('error' in answer) throw new Error(answer.error)
  return answer
}
