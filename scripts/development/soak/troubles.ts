import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { type Client, pick } from './Client'

/** The function that receives WeChat's pushes. */
export const PUSHED_TO = 'pushed'

/** The file beside the folder of functions to which it appends each push and its outcome: `ORDER#STATIONS ok`. */
export const ATTEMPTS = 'pushes.txt'

/** The function that keeps documents, and their collection. */
export const NOTES = 'notes'

/** Functions that misbehave, one for pushes that fails at random, and one with documents. */
const SOURCES = {
  block: 'exports.main = () => { for (;;); }',
  flood: `
    exports.main = async ({ forever }) => {
      const piece = 'x'.repeat(50000)
      for (let pieces = 0; forever || pieces < 10; pieces++) {
        process.stdout.write(piece)
        for (let line = 0; line < 50; line++) console.error('line ' + line)
        await new Promise(setImmediate)
      }
      return 'flooded'
    }`,
  fork: `
    exports.main = async ({ detached, exit }) => {
      const options = { stdio: ['ignore', 'inherit', 'inherit'], detached }
      require('node:child_process').spawn('sleep', ['3'], options).unref()
      if (exit) process.exit(0)
      return 'forked'
    }`,
  crash: `
    exports.main = async ({ how }) => {
      if (how === 'exit') process.exit(7)
      if (how === 'abort') process.kill(process.pid, 'SIGABRT')
      setTimeout(() => { throw new Error('uncaught') })
      return new Promise(() => {})
    }`,
  stray: `
    const { closeSync, writeSync } = require('node:fs')
    exports.main = async ({ how }) => {
      if (how === 'send') process.send?.('ready')
      if (how === 'null') process.send?.(null)
      for (const fd of [3, 4]) {
        if (how === 'close') closeSync(fd)
        else writeSync(fd, how === 'ack' ? '{"cmd":"NODE_HANDLE_ACK"}\\n' : 'x')
      }
      return 'strayed'
    }`,
  [PUSHED_TO]: `
    const { appendFileSync } = require('node:fs')
    const { join } = require('node:path')
    exports.main = async ({ OrderId, Version }) => {
      const name = OrderId + '#' + Version
      const fails = Math.random() < 0.2
      appendFileSync(join(__dirname, '../../${ATTEMPTS}'), name + (fails ? ' failed' : ' ok') + '\\n')
      if (fails) throw new Error('failed')
      return name
    }`,
  // Uses the SDK of this repository.
  [NOTES]: `
    const cloud = require(${JSON.stringify(require.resolve('wx-server-sdk'))})
    cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
    const db = cloud.database()
    const notes = db.collection('${NOTES}')
    const actions = {
      add: (_id) => notes.add({ data: { _id, count: 0 } }).then(() => 0, (error) => {
        if (String(error).includes('E11000')) return 'exists'
        throw error
      }),
      count: (_id) => notes.doc(_id).update({ data: { count: db.command.inc(1) } }).then(({ stats }) => stats.updated),
      read: (_id) => notes.where({ _id }).get().then(({ data }) => data[0] ? data[0].count : 'none'),
      remove: (_id) => notes.where({ _id }).remove().then(({ stats }) => stats.removed),
    }
    exports.main = ({ action, id }) => actions[action](id)`,
}

/**
 * Time limits, in seconds. A blocked function occupies a core until then. A push that was recorded must not be repeated
 * because the machine is busy.
 */
const TIMEOUTS: Readonly<Record<string, number>> = { block: 1, [PUSHED_TO]: 20 }

/** Calls of these functions, and what they return if they are not stopped. */
const CALLS: readonly [name: string, event: object, returns?: string][] = [
  ['block', {}],
  ['flood', {}, 'flooded'],
  ['flood', { forever: true }],
  ['fork', {}, 'forked'],
  ['fork', { detached: true }, 'forked'],
  ['fork', { exit: true }],
  ['crash', { how: 'exit' }],
  ['crash', { how: 'abort' }],
  ['crash', { how: 'throw' }],
  ['stray', { how: 'send' }, 'strayed'],
  ['stray', { how: 'null' }, 'strayed'],
  ['stray', { how: 'ack' }, 'strayed'],
  ['stray', { how: 'close' }],
]

/** The longest pause between two of these calls, in milliseconds, so that other functions get a share of the cores. */
const MAX_PAUSE_MS = 1000

/** The function has exited, or timed out. */
const STOPPED: readonly unknown[] = [-504002, -504003]

/** Writes the functions into a folder of functions. */
export function writeTroubles(dir: string): void {
  for (const [name, source] of Object.entries(SOURCES)) {
    mkdirSync(join(dir, name))
    writeFileSync(join(dir, name, 'index.js'), source)
    writeFileSync(join(dir, name, 'config.json'), JSON.stringify({ timeout: TIMEOUTS[name] }))
  }
}

/**
 * Calls a function that blocks, floods, forks, crashes, or writes to its process's channel.
 *
 * @returns what is wrong with the response, if anything
 */
export async function callTrouble(client: Client): Promise<string[]> {
  const [name, event, returns] = pick(CALLS)
  await sleep(Math.random() * MAX_PAUSE_MS)
  const answer = await client.request(`/functions/${name}`, event)
  const isExpected =
    STOPPED.includes(readProperty(answer, 'errCode')) || (returns && readProperty(answer, 'result') === returns)
  return answer === undefined || isExpected ? [] : [`${name} ${JSON.stringify(event)}: ${JSON.stringify(answer)}`]
}
