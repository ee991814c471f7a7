import { writeSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import { Command } from 'commander'
import { messageOf } from '../../../cloudfunctions/openapi/errors/readProperty'
import type { LocalWeChat } from '../../emulator/createLocalWeChat'
import { Fixtures } from '../../emulator/state/Fixtures'
import type { GivenFixtures } from '../../emulator/state/fixturesSchema'
import { addOptions, type Options } from '../../start/options'
import { startLocalWeChat } from '../../start/startLocalWeChat'
import { request } from '../request'
import type { Answer, Request, Task } from './suite'

/** The local WeChat of the file of tests that runs. A file keeps its port even if the local WeChat does not start. */
let current: { wechat: LocalWeChat; options: string } | undefined
let port = 0
let fixtures: GivenFixtures | undefined

parentPort?.on('message', async ({ task, port, done }: Request) => {
  let answer: Answer
  try {
    const { url, ticket } = await perform(task)
    answer = { url, ticket }
  } catch (error) {
    answer = { error: messageOf(error) }
  }
  port.postMessage(answer)
  Atomics.store(done, 0, 1)
  Atomics.notify(done, 0)
})

/** Performs a task. Returns the local WeChat, whose address stays the same within a file of tests. */
async function perform(task: Task): Promise<LocalWeChat> {
  if (task.kind === 'take') {
    Fixtures.of(task.fixtures) // Throws if they contain a mistake, before anything is changed.
    fixtures = task.fixtures
    return restart()
  }
  for (const name of Object.keys(process.env)) if (task.env[name] === undefined) delete process.env[name]
  Object.assign(process.env, task.env)
  if (task.kind === 'update' && current) return current.wechat
  if (task.kind === 'empty' && current?.options === JSON.stringify(options())) {
    await request('POST', '/emulator/reset', { url: current.wechat.url })
    return current.wechat
  }
  if (task.kind === 'begin') {
    fixtures = undefined
    port = 0
  }
  return restart()
}

/** Replaces the local WeChat with a new one at the same address. */
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

/** Returns the options in the variables LOCAL_WECHAT_..., except the port and the records: each worker has its own. */
function options(): Options {
  const command = addOptions(new Command(), (en) => en, false)
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
  return { ...command.parse([], { from: 'user' }).opts<Options>(), port: 0, state: ':memory:' }
}
