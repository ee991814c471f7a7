import { spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { constants } from 'node:os'
import { join } from 'node:path'
import { onEnd } from '../start/onEnd'

const ROOT = join(__dirname, '../..')
const STRYKER = join(__dirname, 'node_modules/@stryker-mutator/core/bin/stryker.js')

/** So long it may take to end when it is told to, in milliseconds. */
const PATIENCE_MS = 2000

/** On Windows a process has no group. */
const hasGroups = process.platform !== 'win32'

/**
 * Runs Stryker by .stryker.config.mjs on one folder. Ended by a signal, it ends all that Stryker has started, a mistake
 * that runs in circles for instance, and then this process.
 *
 * @param folder of cloudfunctions/openapi
 * @returns where its report is
 * @throws Error when Stryker failed, which has told why
 */
export async function runStryker(folder: string): Promise<string> {
  const env = { ...process.env, MUTATED_FOLDER: folder }
  const stryker = spawn(process.execPath, [STRYKER, 'run'], { cwd: ROOT, env, stdio: 'inherit', detached: hasGroups })
  const end = (signal: NodeJS.Signals) => {
    if (stryker.pid === undefined) return
    try {
      process.kill(hasGroups ? -stryker.pid : stryker.pid, signal)
    } catch {
      // It has ended.
    }
  }
  let endedBy: NodeJS.Signals | undefined
  const forget = onEnd((signal) => {
    endedBy = signal
    end(signal)
    setTimeout(end, PATIENCE_MS, 'SIGKILL')
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    stryker.once('error', reject)
    stryker.once('exit', resolve)
  })
  forget()
  if (endedBy) {
    end('SIGKILL')
    await rm(join(ROOT, '.stryker-tmp', folder), { recursive: true, force: true })
    process.exit(128 + constants.signals[endedBy])
  }
  if (code !== 0) throw new Error(`Stryker failed on ${folder}`)
  return join(ROOT, `reports/mutation/${folder}.json`)
}
