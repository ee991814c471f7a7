import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The package.json of a function that uses wx-server-sdk. */
export const DECLARES_SDK = '{"dependencies":{"wx-server-sdk":"*"}}'

/**
 * Installs this repository's wx-server-sdk above functions: a package that loads it, because wine has no links.
 *
 * @param dir the folder of the functions
 */
export function installSdk(dir: string): void {
  const installed = join(dir, 'node_modules/wx-server-sdk')
  mkdirSync(installed, { recursive: true })
  writeFileSync(
    join(installed, 'index.js'),
    `module.exports = require(${JSON.stringify(require.resolve('wx-server-sdk'))})\n`,
  )
}
