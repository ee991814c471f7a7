/** A folder of cloudfunctions/openapi; scripts/mutate.ts sets it. */
const folder = process.env.MUTATED_FOLDER ?? 'names'

export default {
  // httpsCodes.ts holds texts alone, as the APIs do, which are not tried either.
  mutate: [`cloudfunctions/openapi/${folder}/*.ts`, '!**/httpsCodes.ts'],
  ignorePatterns: ['/coverage', '/.local-wechat*', '/.stryker-tmp'],
  testRunner: 'jest',
  jest: {
    // What globalSetup makes is there already, in dist/.
    config: {
      globalSetup: null,
      testEnvironment: 'node',
      testMatch: [`**/test/cloudfunctions/openapi/${folder}/*.test.ts`],
      testSequencer: '<rootDir>/scripts/mutate/SlowLast.cjs',
    },
  },
  // Mistakes that do not compile cannot be made; MUTATED_TYPES=any tries them too.
  checkers: process.env.MUTATED_TYPES === 'any' ? [] : ['typescript'],
  // Without the tests and scripts/, which a checker would read again for each mistake.
  tsconfigFile: 'scripts/mutate/tsconfig.openapi.json',
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // What is slow on a busy machine is not found by that.
  timeoutMS: 60_000,
  reporters: ['progress-append-only', 'json'],
  jsonReporter: { fileName: `reports/mutation/${folder}.json` },
  tempDirName: `.stryker-tmp/${folder}`,
  warnings: { slow: false },
}
