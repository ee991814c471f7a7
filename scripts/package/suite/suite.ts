import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import timers from 'node:timers/promises'
import vm from 'node:vm'
import threads, { type MessagePort } from 'node:worker_threads'
import type { Message } from '../../../cloudfunctions/openapi/messages/Message'
import { TEST_PROCESS } from '../../emulator/built'
import { sdkEnvironment } from '../../emulator/redirect/sdkEnvironment'
import type { TestRedirection } from '../../emulator/redirect/testProcess'
import type { GivenFixtures } from '../../emulator/state/fixturesSchema'
import { TestError } from '../request'

/** How long to wait for the local WeChat, in milliseconds. */
const TIMEOUT_MS = 30_000

/** What tests request from the thread of their local WeChat. */
export type Task =
  /** A file of tests starts; `root` is the folder of its runner's project (default: the current folder). */
  | { kind: 'begin'; root: string | undefined }
  /** A test starts, or a function is about to be called. */
  | { kind: 'empty' | 'update' }
  /** The rest of the file uses these fixtures. */
  | { kind: 'take'; fixtures: GivenFixtures }

/** The address of the local WeChat of the tests, the ticket with which they make cloud calls, and what else leads to it. */
export interface Place extends TestRedirection {
  url: string
  ticket: string
}

export type Answer = Place | { error: Message }

/** A task, the variables of the tests, the port for its answer, and a number that becomes 1 when the answer is there. */
export interface Request {
  task: Task
  env: NodeJS.ProcessEnv
  port: MessagePort
  done: Int32Array
}

/** Jest and vitest load each file of tests, and what it imports, anew. Only Node's own modules stay. */
const PLACE = Symbol.for('wx-logistics.suite')
const OUTSIDE = Symbol.for('wx-logistics.suite.outside')

/**
 * The local WeChat of this process of a test runner. It runs in a thread: nothing that tests do to their own globals (fake
 * timers, jsdom, module registries) affects it, it does not keep the process alive, and setup files, which need it before
 * they return, can wait for it without await.
 */
export const suite = {
  /**
   * Starts a file of tests: starts or resets the local WeChat and redirects the environment to it.
   *
   * @param root the folder of the runner's project: jest's rootDir, vitest's root
   */
  begin(root?: string): void {
    redirectTo(request(running() ?? start(), { kind: 'begin', root }))
  },

  /** Starts a test: resets the local WeChat to what the fixtures say. */
  async empty(): Promise<void> {
    const thread = running()
    if (!thread) return
    redirectTo(request(thread, { kind: 'empty' }))
    await connectionsClosed()
  },

  /** Gives functions the variables that tests have set, for example ADMIN_OPENIDS. */
  updateVariables(): void {
    const thread = running()
    if (thread) request(thread, { kind: 'update' })
  },
}

/**
 * Uses fixtures instead of the project's local-wechat.json, for the rest of a file of tests.
 *
 * @param fixtures sections of local-wechat.json
 * @throws Error if they contain a mistake, or without the preset of wx-logistics
 * @example
 * beforeAll(() => useFixtures({ customers: [{ delivery_id: 'YUNDA', biz_id: 'our-shop', password: 'any-password' }] }))
 */
export async function useFixtures(fixtures: GivenFixtures): Promise<void> {
  const thread = running()
  if (!thread) {
    throw new TestError({
      en: 'useFixtures is for tests with preset "wx-logistics" (jest) or "wx-logistics/vitest"',
      zh: 'useFixtures 须配合 preset "wx-logistics"（jest）或 "wx-logistics/vitest" 使用',
    })
  }
  redirectTo(request(thread, { kind: 'take', fixtures }))
  await connectionsClosed()
}

/** A local WeChat that was restarted keeps its address and has another ticket. */
function redirectTo({ url, ticket, ...redirection }: Place): void {
  Object.assign(process.env, sdkEnvironment(`${url}/admin`, ticket), { WX_API_BASE: url })
  outside().redirectTestProcess(redirection)
}

/**
 * Returns the built testProcess.ts, loaded once in a process, outside of the realm in which jest runs each file of tests: what
 * it changes in Node's own modules stays when that realm has ended.
 */
function outside(): typeof import('../../emulator/redirect/testProcess') {
  const loaded = Reflect.get(threads, OUTSIDE)
  if (loaded) return loaded
  const load = vm.runInThisContext(
    `(require, module = { exports: {} }) => {((exports) => {${readFileSync(TEST_PROCESS, 'utf8')}\n})(module.exports); return module.exports }`,
    { filename: TEST_PROCESS },
  )
  // Jest's module "module" is not Node's.
  const { getBuiltinModule, mainModule }: NodeJS.Process = vm.runInThisContext('process')
  const own = load((name: string) => getBuiltinModule?.(name) ?? mainModule?.require(name) ?? require(name))
  Reflect.set(threads, OUTSIDE, own)
  return own
}

/** Read before tests install fake timers. */
const turnOfLoop = timers.setImmediate

/**
 * Waits until this process has noticed that a restarted local WeChat has closed its connections: Node's agent keeps
 * connections for further requests, and sees that one is closed in a later turn of the event loop.
 */
async function connectionsClosed(): Promise<void> {
  await turnOfLoop()
  await turnOfLoop()
}

function running(): threads.Worker | undefined {
  return Reflect.get(threads, PLACE)
}

function start(): threads.Worker {
  // The loaders and debuggers of the tests are not for the thread: execArgv.
  const thread = new threads.Worker(join(__dirname, 'thread.js'), { execArgv: [], env: { ...process.env } })
  thread.unref()
  Reflect.set(threads, PLACE, thread)
  return thread
}

function request(thread: threads.Worker, task: Task): Place {
  const { port1: mine, port2: port } = new threads.MessageChannel()
  const done = new Int32Array(new SharedArrayBuffer(4))
  const message: Request = { task, env: { ...process.env }, port, done }
  thread.postMessage(message, [port])
  Atomics.wait(done, 0, 0, TIMEOUT_MS)
  const received: { message: Answer } | undefined = threads.receiveMessageOnPort(mine)
  mine.close()
  const seconds = TIMEOUT_MS / 1000
  const answer = received?.message ?? {
    error: { en: `the local WeChat did not respond within ${seconds} s`, zh: `本地模拟环境在 ${seconds} 秒内没有响应` },
  }
  if ('error' in answer) throw new TestError(answer.error)
  return answer
}
