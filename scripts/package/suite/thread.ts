import { writeSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import { Command } from 'commander'
import { messageIn } from '../../../cloudfunctions/openapi/errors/readProperty'
import { redirectClients } from '../../commands/exec/redirectClients'
import { languageOf } from '../../commands/terminal/language'
import { addOptions, type Options } from '../../commands/terminal/options'
import { findProject, projectFunctions } from '../../commands/terminal/project'
import { startLocalWeChat } from '../../commands/terminal/startLocalWeChat'
import { Fixtures } from '../../emulator/state/Fixtures'
import type { GivenFixtures } from '../../emulator/state/fixturesSchema'
import { request } from '../request'
import type { Answer, Place, Request, Task } from './suite'

/** The local WeChat of the tests. It serves one file after another, and keeps its port when it is replaced or does not start. */
let current: { place: Place; close: () => Promise<void>; settings: string } | undefined
let port = 0
let root: string | undefined
let fixtures: GivenFixtures | undefined

parentPort?.on('message', async ({ task, env, port, done }: Request) => {
  const answer: Answer = await perform(task, env).catch((error) => ({ error: messageIn(error) }))
  port.postMessage(answer)
  Atomics.store(done, 0, 1)
  Atomics.notify(done, 0)
})

/** Performs a task. Returns the local WeChat, whose address stays the same. */
async function perform(task: Task, env: NodeJS.ProcessEnv): Promise<Place> {
  for (const name of Object.keys(process.env)) if (env[name] === undefined) delete process.env[name]
  Object.assign(process.env, env)
  if (task.kind === 'take') {
    Fixtures.of(task.fixtures) // Throws if they contain a mistake, before anything is changed.
    fixtures = task.fixtures
  }
  if (task.kind === 'begin') {
    fixtures = undefined
    root = task.root
  }
  if (task.kind === 'update' && current) return current.place
  if (current?.settings !== settings()) return restart()
  await request('POST', '/emulator/reset', { url: current.place.url })
  return current.place
}

/** Replaces the local WeChat with a new one at the same address. */
async function restart(): Promise<Place> {
  const wanted = settings()
  await current?.close()
  current = undefined
  const log = process.env.LOCAL_WECHAT_VERBOSE ? (line: string) => writeSync(2, `${line}\n`) : undefined
  const given = { ...options(), port, ...(fixtures && { fixtures }) }
  const wechat = await startLocalWeChat(given, log, languageOf([], process.env), root)
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
  current = { place, close, settings: wanted }
  port = Number(new URL(url).port)
  return current.place
}

/** Returns all that a local WeChat is started with. One that was started with the same needs only a reset. */
function settings(): string {
  const project = findProject(root ?? process.cwd())
  const { LOCAL_WECHAT_VERBOSE: verbose } = process.env
  const language = languageOf([], process.env)
  return JSON.stringify([options(), project, project && projectFunctions(project), fixtures, language, verbose])
}

/** Returns the options in the variables LOCAL_WECHAT_..., except the port and the records: each worker has its own. */
function options(): Options {
  const command = addOptions(new Command(), false)
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
  return { ...command.parse([], { from: 'user' }).opts<Options>(), port: 0, state: ':memory:' }
}
