const jest = require('../jest.config.cjs')

/** Runs the tests that are repeated for each version of wx-server-sdk on the older versions. */
module.exports = {
  ...jest,
  rootDir: '../..',
  modulePaths: ['<rootDir>/test/sdks/node_modules'],
  globals: { OLDER_SDKS: true },
  testPathIgnorePatterns: ['/node_modules/'],
  testMatch: [
    '<rootDir>/test/sdks/*.test.ts',
    '<rootDir>/test/samples.test.ts',
    '<rootDir>/test/scripts/commands/doctor/openapiUses.test.ts',
    '<rootDir>/test/scripts/emulator/tickets.test.ts',
    '<rootDir>/test/scripts/emulator/routes/sdks.test.ts',
    '<rootDir>/test/scripts/emulator/database/sdks.test.ts',
  ],
}
