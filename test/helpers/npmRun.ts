import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

const ROOT = join(__dirname, '../..')

/**
 * Starts a command of scripts/ as npm runs it, without npm's own second.
 *
 * @returns the process, and what has come of it when it has ended
 */
export function npmRun(
  name: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): { child: ChildProcess; ended: Promise<{ code: unknown; out: string; err: string }> } {
  const child = spawn(process.execPath, ['--import', 'tsx', `scripts/${name}.ts`, ...args], {
    cwd: ROOT,
    env: { ...process.env, INIT_CWD: undefined, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { child, ended: ended.then(([out, err, [code]]) => ({ code, out, err })) }
}
