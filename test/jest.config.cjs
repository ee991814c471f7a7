const { availableParallelism } = require('node:os')

/** The tests of `npm test`, and what the other commands of package.json share with it. */
module.exports = {
  rootDir: '..',
  testEnvironment: '<rootDir>/test/helpers/LeakCheckEnvironment.ts',
  roots: ['<rootDir>/test'],
  modulePathIgnorePatterns: ['<rootDir>/test/\\w+/node_modules/'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '<rootDir>/test/(clients|docs|nodes|package|page|sdks|windows)/',
    '<rootDir>/test/scripts/(commands|development)/([\\w-]+\\.test|exec/|start/|terminal/)',
    '\\.property\\.test',
  ],
  transform: { '^.+\\.ts$': 'ts-jest' },
  globalSetup: '<rootDir>/test/helpers/globalSetup.ts',
  globalTeardown: '<rootDir>/test/helpers/globalTeardown.ts',
  // Many tests wait for processes of their own.
  maxWorkers: availableParallelism() + 1,
  testTimeout: 120_000,
  restoreMocks: true,
  reporters: ['<rootDir>/test/helpers/FailuresReporter.cjs', 'summary'],
}
