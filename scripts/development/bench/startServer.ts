import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/**
 * Starts a server in a process of its own, which prints `... ready at ADDRESS`.
 *
 * @param args of Node.js: options, the program and its arguments
 * @throws Error if it exits before it is ready
 */
export async function startServer(...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  let url: string | undefined
  for await (const line of createInterface({ input: child.stdout })) {
    url = / ready at (http\S+)$/.exec(line)?.[1]
    if (url !== undefined) break
  }
  if (url === undefined) throw new Error(`${args.join(' ')} exited before it was ready`)
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

/** Sends a request, POST if it has a body, and returns the response. */
export async function requestJson(url: string, body?: object, method = body ? 'POST' : 'GET'): Promise<unknown> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body), headers }) })
  return response.json()
}

/** Returns how long something takes, in milliseconds. */
export async function millisecondsOf(perform: () => unknown): Promise<number> {
  const before = performance.now()
  await perform()
  return performance.now() - before
}
