import { mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The package.json of a function that uses wx-server-sdk. */
export const DECLARES_SDK = '{"dependencies":{"wx-server-sdk":"*"}}'

/**
 * Installs this repository's wx-server-sdk above functions, by a link.
 *
 * @param dir the folder of the functions
 */
export function installSdk(dir: string): void {
  mkdirSync(join(dir, 'node_modules'), { recursive: true })
  const installed = dirname(require.resolve('wx-server-sdk/package.json'))
  symlinkSync(installed, join(dir, 'node_modules/wx-server-sdk'), 'junction')
}
