import { join } from 'node:path'

/** The folder into which scripts/development/package.ts builds the commands. They find other files as those of dist/package do. */
export const PROGRAMS = join(__dirname, '../../dist/commands')

/** `node WX_LOGISTICS start` runs the package's command, like `npx wx-logistics start`. */
export const WX_LOGISTICS = join(PROGRAMS, 'bin.js')

/** The folder into which globalSetup.ts builds programs of the tests. */
export const TEST_PROGRAMS = join(__dirname, '../../dist/tests')

/** The built recordsProgram.ts of test/scripts/emulator/state. */
export const RECORDS_PROGRAM = join(TEST_PROGRAMS, 'recordsProgram.js')
