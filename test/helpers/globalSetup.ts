import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { build } from '../../scripts/build'
import { bundleCode } from '../../scripts/package/bundleCode'
import { WX_LOGISTICS } from './npmRun'

const BIN = `require('./wx-logistics.js').wxLogistics(process.argv.slice(2)).then((code) => {
  process.exitCode = code
})
`

/** Builds what the tests run in processes of their own, and creates the folder for all files that tests write. */
export default async function globalSetup(): Promise<void> {
  await build()
  const { files } = await bundleCode(join(__dirname, '../..'))
  for (const [name, code] of Object.entries(files)) write(join(dirname(WX_LOGISTICS), name), code)
  write(WX_LOGISTICS, BIN)
  process.env.TEST_FOLDERS = mkdtempSync(join(tmpdir(), 'wx-logistics-'))
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
