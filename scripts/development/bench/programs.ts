import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'esbuild'
import { sdkEnvironment } from '../../emulator/redirect/sdkEnvironment'

/** A folder for what is measured. */
export const BUILT = resolve('dist/bench')

/** Bundles the programs; the sample loads wx-server-sdk from node_modules, as it does when it is uploaded. */
export async function buildPrograms(): Promise<void> {
  await build({
    entryPoints: [join(__dirname, 'programs/*.ts')],
    outdir: BUILT,
    bundle: true,
    packages: 'external',
    platform: 'node',
  })
}

/**
 * Runs a built program in a new process, in the environment of a cloud function.
 *
 * @param gateway its address
 * @returns what the program prints as JSON in its last line
 */
export function run<T>(gateway: string, program: string, ...args: string[]): T {
  const printed = execFileSync(process.execPath, [join(BUILT, `${program}.js`), ...args], {
    env: sdkEnvironment(`${gateway}/admin`),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: Number.POSITIVE_INFINITY,
  })
  return JSON.parse(printed.slice(printed.lastIndexOf('\n')))
}

/**
 * Starts a server in a process of its own, which prints `... ready at ADDRESS`.
 *
 * @param args of Node.js: options, the program and its arguments
 * @throws Error if it exits before it is ready
 */
export async function startServer(...args: string[]) {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  for await (const line of createInterface({ input: child.stdout })) {
    const url = / ready at (http\S+)$/.exec(line)?.[1]
    if (url === undefined) continue
    child.stdout.resume()
    return {
      url,
      pid: child.pid,
      /** @throws Error if it has exited by itself */
      async stop(signal: NodeJS.Signals = 'SIGTERM') {
        if (!child.kill(signal)) throw new Error(`${args.join(' ')} exited by itself`)
        await exited
      },
    }
  }
  throw new Error(`${args.join(' ')} exited before it was ready`)
}
