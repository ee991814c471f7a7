import { createServer } from 'node:net'
import { listening } from './rawServer'

/** Returns a free port, for a program that cannot choose one itself. */
export async function freePort(): Promise<number> {
  const { port, close } = await listening(createServer())
  close()
  return port
}
