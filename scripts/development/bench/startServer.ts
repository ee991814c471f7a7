import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** A server in a process of its own. */
export type Server = Awaited<ReturnType<typeof startServer>>

/**
 * Starts a server, which prints `... ready at ADDRESS`.
 *
 * @param args of Node.js: options, the program and its arguments
 * @throws Error if it exits before it is ready
 */
export async function startServer(args: readonly string[]) {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })
  const url = await new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      const [, address] = / ready at (http\S+)$/.exec(line) ?? []
      if (address !== undefined) resolve(address)
    })
    exited.then(() => reject(new Error(`${args.join(' ')} exited before it was ready`)))
  })
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
