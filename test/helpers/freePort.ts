import { createServer } from 'node:net'
import { listening } from './rawServer'

/** A port that nobody listened on just now, for a program that must be told one. */
export async function freePort(): Promise<number> {
  const { port, close } = await listening(createServer())
  close()
  return port
}
