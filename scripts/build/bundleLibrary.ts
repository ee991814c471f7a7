import { join } from 'node:path'
import { build as bundle, type Plugin } from 'esbuild'
import { signed } from '../add/addLibrary'
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
 * @param root of the project
 * @param types its declarations, from bundleTypes
 * @returns the two files by their names
 */
export async function bundleLibrary(root: string, types: string): Promise<Record<string, string>> {
  const { outputFiles, metafile } = await bundle({
    absWorkingDir: root,
    entryPoints: [join(root, 'scripts/package/entries/library.ts')],
    bundle: true,
    platform: 'node',
    target: 'node16',
    charset: 'utf8',
    minify: true,
    external: ['wx-server-sdk', 'wx-server-sdk/*'],
    plugins: [sdkOfTheFunction],
    metafile: true,
    write: false,
  })
  const licences = licencesOf(Object.keys(metafile.inputs), root, 'This file contains').replaceAll('*/', '* /')
  return {
    [`${LIBRARY}.js`]: signed(`${outputFiles[0]?.text}/*\n${licences}*/\n`),
    [`${LIBRARY}.d.ts`]: signed(types),
  }
}
