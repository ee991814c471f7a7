import { join } from 'node:path'
import type { Plugin } from 'esbuild'
import { signed } from '../../commands/add/copyFiles'
import { bundle, ROOT } from './bundle'
import { licencesOf } from './licencesOf'

/** The name of the library in a function: `require('./wx-logistics')`. */
export const LIBRARY = 'wx-logistics'

/** The library uses the wx-server-sdk of the function that it is copied into, and does not initialise it. */
const sdkOfTheFunction: Plugin = {
  name: 'sdkOfTheFunction',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]cloud[\\/]sdk\.ts$/ }, ({ path }) => ({
      contents:
        "import cloud from 'wx-server-sdk'; import { version } from 'wx-server-sdk/package.json'; export { cloud, version as sdkVersion }",
      resolveDir: join(path, '..'),
    }))
  },
}

/**
 * Bundles the library that `add --library` copies into a function of the user.
 *
 * @param types its declarations, from bundleTypes
 * @returns the two files by their names
 */
export async function bundleLibrary(types: string): Promise<Record<string, string>> {
  const { files, inputs } = await bundle({
    entryPoints: [join(ROOT, 'scripts/package/entries/library.ts')],
    target: 'node16',
    minify: true,
    external: ['wx-server-sdk', 'wx-server-sdk/*'],
    plugins: [sdkOfTheFunction],
  })
  const licences = licencesOf(inputs, 'This file contains').replaceAll('*/', '* /')
  return {
    [`${LIBRARY}.js`]: signed(`${files['library.js']}/*\n${licences}*/\n`),
    [`${LIBRARY}.d.ts`]: signed(types),
  }
}
