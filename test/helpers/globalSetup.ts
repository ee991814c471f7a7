import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundle, ROOT, writeFolder } from '../../scripts/development/build/bundle'
import { TEST_PROGRAMS } from './programs'

/**
 * Builds the programs that tests run in processes of their own, and creates the folder for all files that tests write.
 */
export default async function globalSetup(): Promise<void> {
  execFileSync(process.execPath, [join(ROOT, 'scripts/development/buildOnce.mjs'), 'commands'], { stdio: 'inherit' })
  const { files } = await bundle({
    entryPoints: [join(ROOT, 'test/scripts/emulator/state/recordsProgram.ts')],
    external: ['classic-level'],
    alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  })
  writeFolder(TEST_PROGRAMS, files)
  // The tests expect English output in the terminal.
  process.env.LC_ALL = 'C.UTF-8'
  process.env.TEST_FOLDERS = mkdtempSync(join(tmpdir(), 'wx-logistics-'))
}
