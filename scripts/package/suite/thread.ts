import { writeSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import { Command } from 'commander'
import type { LocalWeChat } from '../../emulator/createLocalWeChat'
import { Fixtures } from '../../emulator/state/Fixtures'
import type { GivenFixtures } from '../../emulator/state/fixturesSchema'
import { messageOf } from '../../start/messageOf'
import { addOptions, type Options } from '../../start/options'
import { startLocalWeChat } from '../../start/startLocalWeChat'
import { post } from '../post'
import type { Answer, Request, Task } from './messages'

/** The local WeChat of one file of tests after the other; its port outlives one that does not start. */
let current: { wechat: LocalWeChat; options: string } | undefined
let port = 0
let fixtures: GivenFixtures | undefined

parentPort?.on('message', async ({ task, port, done }: Request) => {
  let answer: Answer
  try {
    const { url, ticket } = await fulfil(task)
    answer = { url, ticket }
  } catch (error) {
    answer = { error: messageOf(error) }
  }
  port.postMessage(answer)
  Atomics.store(done, 0, 1)
  Atomics.notify(done, 0)
})

/** @returns the local WeChat, whose address a file of tests keeps to its end */
async function fulfil(task: Task): Promise<LocalWeChat> {
  if (task.kind === 'take') {
    Fixtures.of(task.fixtures) // A mistake leaves all as it is.
    fixtures = task.fixtures
    return restart()
  }
  takeOver(task.env)
  if (task.kind === 'tell' && current) return current.wechat
  if (task.kind === 'empty' && current && current.options === JSON.stringify(options())) {
    await post(`${current.wechat.url}/emulator/reset`)
    return current.wechat
  }
  if (task.kind === 'begin') {
    fixtures = undefined
    port = 0
  }
  return restart()
}

/** Starts a local WeChat in the place of the one that there is, at the same address. */
async function restart(): Promise<LocalWeChat> {
  const wanted = options()
  await current?.wechat.close()
  current = undefined
  const log = process.env.LOCAL_WECHAT_VERBOSE ? (line: string) => writeSync(2, `${line}\n`) : undefined
  const wechat = await startLocalWeChat({ ...wanted, port, ...(fixtures && { fixtures }) }, log)
  current = { wechat, options: JSON.stringify(wanted) }
  port = Number(new URL(wechat.url).port)
  return wechat
}

/** What the variables LOCAL_WECHAT_... say; its port and its records are its own, for there is one in each worker. */
function options(): Options {
  const command = addOptions(new Command(), { port: 0, state: ':memory:' })
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
  return { ...command.parse([], { from: 'user' }).opts<Options>(), port: 0, state: ':memory:' }
}

/** Makes the variables of the tests those of this thread. */
function takeOver(env: Readonly<Record<string, string | undefined>>): void {
  for (const name of Object.keys(process.env)) if (env[name] === undefined) delete process.env[name]
  Object.assign(process.env, env)
}
