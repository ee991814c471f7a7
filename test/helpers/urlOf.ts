import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'

/** Returns the address that a started local WeChat prints. */
export async function urlOf({ stdout }: ChildProcess): Promise<string> {
  if (!stdout) throw new Error('it has no stdout')
  for await (const line of createInterface({ input: stdout })) {
    const url = /^local WeChat ready at (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1]
    if (url !== undefined) return url
  }
  throw new Error('start exited without printing its address')
}
