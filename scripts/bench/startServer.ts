import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

export interface Server {
  url: string
  close: () => Promise<void>
}

/**
 * Starts a server in a process of its own, which says its port when it listens and ends when it is let go of.
 *
 * @param args of Node: the program and what it is given
 */
export async function startServer(...args: string[]): Promise<Server> {
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const exited = once(child, 'exit')
  const port = await Promise.race([once(child, 'message').then(([message]) => message), exited])
  if (typeof port !== 'number') throw new Error(`${args.join(' ')} ended before it listened`)
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      child.disconnect()
      await exited
    },
  }
}
