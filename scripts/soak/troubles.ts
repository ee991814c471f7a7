import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The function that gets WeChat's messages. */
export const PUSHED_TO = 'pushed'

/** It writes down what it gets, and what it makes of it, in a file beside the folder of functions: `ORDER#STATIONS ok`. */
export const ATTEMPTS = 'pushes.txt'

/** Functions as nobody wants them, and one for pushes that fails now and then. */
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
      setTimeout(() => { throw new Error('thrown where nobody waits') })
      return new Promise(() => {})
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
} as const

/** A blocked function takes a core as long as it may run: one second is the least that can be set. */
const CONFIG = { timeout: 1 }

/** The name of a function that makes trouble. */
export type Trouble = Exclude<keyof typeof SOURCES, typeof PUSHED_TO>

/** Writes the functions into a folder of functions. */
export function writeTroubles(dir: string): void {
  for (const [name, source] of Object.entries(SOURCES)) {
    mkdirSync(join(dir, name))
    writeFileSync(join(dir, name, 'index.js'), source)
    if (name === 'block') writeFileSync(join(dir, name, 'config.json'), JSON.stringify(CONFIG))
  }
}
