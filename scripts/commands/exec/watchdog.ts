/**
 * The program that cleans up after an exec that was killed, for example by SIGKILL: it stops the command with all that it has
 * started, and removes the folder in its first argument, which may hold a copy of the user's passwords for wget.
 *
 * Its input is the id of the command's process, then a line break when that has exited. The input ends when exec does. Built to
 * dist/emulator/watchdog.js.
 */
import { rmSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { stopTree } from '../terminal/processes'

/** How long the processes may take to exit, in milliseconds. */
const TIMEOUT_MS = 5000

async function main(folder: string): Promise<void> {
  const input = await text(process.stdin).catch(() => '') // Windows may report an error instead of the end.
  if (/^\d+$/.test(input)) await stopTree(Number(input), TIMEOUT_MS)
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

main(String(process.argv[2]))
