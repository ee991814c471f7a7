import { writeSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import { Command } from 'commander'
import { messageIn } from '../../../cloudfunctions/openapi/errors/readProperty'
import { redirectClients } from '../../commands/exec/redirectClients'
import { languageOf } from '../../commands/terminal/language'
import { addOptions, type Options } from '../../commands/terminal/options'
import { startLocalWeChat } from '../../commands/terminal/startLocalWeChat'
import { Fixtures } from '../../emulator/state/Fixtures'
import type { GivenFixtures } from '../../emulator/state/fixturesSchema'
import { request } from '../request'
import type { Answer, Place, Request, Task } from './suite'

/** The local WeChat of the file of tests that runs. A file keeps its port even if the local WeChat does not start. */
let current: { place: Place; close: () => Promise<void>; options: string } | undefined
let port = 0
let root: string | undefined
let fixtures: GivenFixtures | undefined

parentPort?.on('message', async ({ task, env, port, done }: Request) => {
  const answer: Answer = await perform(task, env).catch((error) => ({ error: messageIn(error) }))
  port.postMessage(answer)
  Atomics.store(done, 0, 1)
  Atomics.notify(done, 0)
})

/** Performs a task. Returns the local WeChat, whose address stays the same within a file of tests. */
async function perform(task: Task, env: NodeJS.ProcessEnv): Promise<Place> {
  for (const name of Object.keys(process.env)) if (env[name] === undefined) delete process.env[name]
  Object.assign(process.env, env)
  if (task.kind === 'take') {
    Fixtures.of(task.fixtures) // Throws if they contain a mistake, before anything is changed.
    fixtures = task.fixtures
  }
  if (task.kind === 'begin') {
    fixtures = undefined
    port = 0
    root = task.root
  }
  const isCurrent = task.kind === 'update' || (task.kind === 'empty' && current?.options === JSON.stringify(options()))
  if (!current || !isCurrent) return restart()
  if (task.kind === 'empty') await request('POST', '/emulator/reset', { url: current.place.url })
  return current.place
}

/** Replaces the local WeChat with a new one at the same address. */
async function restart(): Promise<Place> {
  const wanted = options()
  await current?.close()
  current = undefined
  const log = process.env.LOCAL_WECHAT_VERBOSE ? (line: string) => writeSync(2, `${line}\n`) : undefined
  const settings = { ...wanted, port, ...(fixtures && { fixtures }) }
  const wechat = await startLocalWeChat(settings, log, languageOf([], process.env), root)
  const { url, ticket, endpoints } = wechat
  const { env, offline, close: closeProxies } = await redirectClients(wechat, process.env)
  const changed = Object.entries(env).filter(([name, value]) => value !== process.env[name])
  const variables = Object.fromEntries(changed)
  const before = Object.fromEntries(changed.map(([name]) => [name, process.env[name]]))
  const close = async () => {
    closeProxies()
    await wechat.close()
  }
  const place = { url, ticket, redirection: { ...endpoints, offline }, variables, before }
  current = { place, close, options: JSON.stringify(wanted) }
  port = Number(new URL(url).port)
  return current.place
}

/** Returns the options in the variables LOCAL_WECHAT_..., except the port and the records: each worker has its own. */
function options(): Options {
  const command = addOptions(new Command(), false)
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
  return { ...command.parse([], { from: 'user' }).opts<Options>(), port: 0, state: ':memory:' }
}
