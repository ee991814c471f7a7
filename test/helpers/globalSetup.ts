import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { build as bundle } from 'esbuild'
import { build } from '../../scripts/build'
import { bundleCode } from '../../scripts/package/bundleCode'
import { PROGRAMS, RECORDS_PROGRAM } from './programs'

const ROOT = join(__dirname, '../..')

/**
 * Builds the programs that tests run in processes of their own, and creates the folder for all files that tests write.
 */
export default async function globalSetup(): Promise<void> {
  await build()
  const { files } = await bundleCode()
  for (const [name, code] of Object.entries(files)) write(join(PROGRAMS, name), code)
  await bundle({
    entryPoints: [join(ROOT, 'test/scripts/emulator/state/recordsProgram.ts')],
    outfile: RECORDS_PROGRAM,
    bundle: true,
    platform: 'node',
    external: ['classic-level'],
    alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  })
  // The tests expect English output in the terminal.
  process.env.LC_ALL = 'C.UTF-8'
  process.env.TEST_FOLDERS = mkdtempSync(join(tmpdir(), 'wx-logistics-'))
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
