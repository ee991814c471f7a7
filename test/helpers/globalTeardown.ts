import { rmSync } from 'node:fs'

/** So long Windows may need to let go of what a process that has ended had open. */
const PATIENCE = { maxRetries: 20, retryDelay: 100 }

/** After the last test. Windows removes no folder in which a process works or has a file open: a test's may still be ending. */
export default function globalTeardown(): void {
  rmSync(String(process.env.TEST_FOLDERS), { recursive: true, force: true, ...PATIENCE })
}
