/** Files of the package that are too small to be built. */
export const smallFiles: Readonly<Record<string, string>> = {
  'bin.js': `#!/usr/bin/env node
require('./wx-logistics.js').wxLogistics(process.argv.slice(2)).then((code) => {
  process.exitCode = code
})
`,

  // No testEnvironment, which would forbid one of the project's own.
  'jest-preset.js': `exports.setupFiles = [require.resolve('./jest/setupFiles.js')]
exports.setupFilesAfterEnv = [require.resolve('./jest/setupFilesAfterEnv.js')]
`,
  'jest-preset.d.ts': `export const setupFiles: string[]
export const setupFilesAfterEnv: string[]
`,
  'jest/setupFiles.js': `require('../suite.js').suite.begin()
`,
  'jest/setupFilesAfterEnv.js': `require('@jest/globals').beforeEach(() => require('../suite.js').suite.empty())
`,

  // Vitest cannot be required.
  'vitest.mjs': `import { beforeEach } from 'vitest'
import { suite } from './suite.js'

suite.begin()
beforeEach(() => suite.empty())
`,
  'vitest.d.mts': `export {}
`,
  'vitest.js': `throw new Error('wx-logistics/vitest is for setupFiles in the configuration of vitest')
`,
  'vitest.d.ts': `export {}
`,

  // A module, so that it may be imported as a type too; what it leads to is none, for only so it goes before the SDK's own types.
  'wx-server-sdk.d.ts': `/// <reference path="./cloud.d.ts" />
export {}
`,
  // The SDK's own types say Record<string, any> of openapi, which no augmentation can change, and know no symbol for env
  // of init, not even their own DYNAMIC_CURRENT_ENV.
  'cloud.d.ts': `declare module 'wx-server-sdk' {
  export * from 'wx-server-sdk/index.js'
  /** The cloud calls. Those of 物流助手 are typed by wx-logistics. */
  export const openapi: import('./index').CloudOpenApi & typeof import('wx-server-sdk/index.js').openapi
  export function init(
    config?: Omit<import('wx-server-sdk/index.js').ICloudInitOptions, 'env'> & {
      env?: import('wx-server-sdk/index.js').ICloudInitOptions['env'] | symbol
    },
  ): void
}
`,
}
