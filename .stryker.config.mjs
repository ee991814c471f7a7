/** A folder of cloudfunctions/openapi; scripts/development/mutate.ts sets it. */
const folder = process.env.MUTATED_FOLDER ?? 'names'

export default {
  mutate: [`cloudfunctions/openapi/${folder}/*.ts`],
  ignorePatterns: ['/coverage', '/.local-wechat*', '/.stryker-tmp'],
  testRunner: 'jest',
  jest: {
    configFile: 'test/jest.config.cjs',
    // The tests of the folder are named below; jest does not find all of them by itself.
    enableFindRelatedTests: false,
    // `npm run mutate` has built dist/ already.
    config: {
      globalSetup: null,
      testEnvironment: 'node',
      // Tests with thousands of inputs would run again for each change.
      testPathIgnorePatterns: ['/node_modules/', '[.]property[.]'],
      testMatch: [`**/test/cloudfunctions/openapi/${folder}/*.test.ts`],
    },
  },
  plugins: ['@stryker-mutator/*', './scripts/development/mutate/equivalents.mjs'],
  ignorers: ['equivalents'],
  // Skips changes that do not compile.
  checkers: process.env.MUTATED_TYPES === 'any' ? [] : ['typescript'],
  // Without the tests and scripts/, which the checker would read again for each change.
  tsconfigFile: 'scripts/development/mutate/tsconfig.openapi.json',
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // Generous, so that a busy machine does not count as a detected change.
  timeoutMS: 60_000,
  thresholds: { break: 95 },
  reporters: ['progress-append-only', 'clear-text', 'json'],
  clearTextReporter: { allowColor: false, reportTests: false, skipFull: true },
  jsonReporter: { fileName: `reports/mutation/${folder}.json` },
  tempDirName: `.stryker-tmp/${folder}`,
  warnings: { slow: false },
}
