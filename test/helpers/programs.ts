import { join } from 'node:path'

/**
 * The folder into which globalSetup.ts builds the programs. They find other files of the project as those of
 * dist/package do.
 */
export const PROGRAMS = join(__dirname, '../../dist/programs')

/** `node WX_LOGISTICS start` runs the package's command, like `npx wx-logistics start`. */
export const WX_LOGISTICS = join(PROGRAMS, 'bin.js')

/** The built recordsProgram.ts of test/scripts/emulator/state. */
export const RECORDS_PROGRAM = join(PROGRAMS, 'recordsProgram.js')
