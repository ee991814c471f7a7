import { rmSync } from 'node:fs'

/** How long Windows may take to release the files of a process that has exited. `retryDelay` is in milliseconds. */
const RETRIES = { maxRetries: 20, retryDelay: 100 }

/** Removes the tests' files after the last test. Windows does not remove a folder that a process still uses. */
export default function globalTeardown(): void {
  rmSync(String(process.env.TEST_FOLDERS), { recursive: true, force: true, ...RETRIES })
}
