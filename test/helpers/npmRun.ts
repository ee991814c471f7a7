import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { scripts } from '../../package.json'
import { WX_LOGISTICS } from './programs'

const ROOT = join(__dirname, '../..')

/** A running command. `ended` resolves to its exit code and output. */
export interface Run {
  child: ChildProcess
  ended: Promise<{ code: unknown; out: string; err: string }>
}

/** Starts `npm run name`, without npm and without what the script runs first. Compiling takes seconds: most tests use {@link wxLogistics}. */
export const npmRun = (name: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Run => {
  const script = new Map(Object.entries(scripts)).get(name) ?? ''
  const [, ...program] = script.split(' && ').at(-1)?.split(' ') ?? []
  return run([...program, ...args], env)
}

/** Starts `npx wx-logistics name`, without npx. */
export const wxLogistics = (name: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Run =>
  run([WX_LOGISTICS, name, ...args], env)

function run(args: readonly string[], env: NodeJS.ProcessEnv): Run {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, INIT_CWD: undefined, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { child, ended: ended.then(([out, err, [code]]) => ({ code, out, err })) }
}
