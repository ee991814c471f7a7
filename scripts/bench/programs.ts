import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { build } from 'esbuild'

const ROOT = join(__dirname, '../..')
const BUILT = join(ROOT, 'dist/bench')

/** The programs that a benchmark runs in processes of their own. */
export const programs = {
  folder: BUILT,
  gateway: join(BUILT, 'gateway.js'),
  oneBind: join(BUILT, 'oneBind.js'),
  oneRequest: join(BUILT, 'oneRequest.js'),
  sample: join(BUILT, 'sample.js'),
  warmBinds: join(BUILT, 'warmBinds.js'),
  /** The function as it is uploaded. */
  bundle: join(ROOT, 'dist/cloudfunctions/bindAccount/index.js'),
  /** Runs from source, as npm start does. */
  localWeChat: join(__dirname, 'programs/localWeChat.ts'),
}

/** Bundles the programs into dist/bench; the sample loads wx-server-sdk from node_modules, as it does when it is uploaded. */
export async function buildPrograms(): Promise<void> {
  const names = ['gateway', 'oneBind', 'oneRequest', 'sample', 'warmBinds'] as const
  await build({
    entryPoints: names.map((name) => join(__dirname, `programs/${name}.ts`)),
    outdir: BUILT,
    bundle: true,
    packages: 'external',
    platform: 'node',
  })
}

export interface Server {
  url: string
  close: () => Promise<void>
}

/**
 * Starts a server program, which sends its port when it listens and exits when it is disconnected.
 *
 * @param args of Node.js: the program and its arguments
 */
export async function startServer(...args: string[]): Promise<Server> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const exited = once(child, 'exit')
  const [port] = await Promise.race([once(child, 'message'), exited])
  if (child.exitCode !== null || typeof port !== 'number')
    throw new Error(`${args.join(' ')} exited before it listened`)
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      child.disconnect()
      await exited
    },
  }
}
