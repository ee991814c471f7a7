import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from '../../scripts/build'

/** Before any test: what the local WeChat runs is built once, and there is a folder for all that tests write. */
export default async function globalSetup(): Promise<void> {
  await build()
  process.env.TEST_FOLDERS = mkdtempSync(join(tmpdir(), 'wx-logistics-'))
}
