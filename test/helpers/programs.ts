import { join } from 'node:path'

/** globalSetup.ts builds the programs here. They find other files of the project as the files of dist/package do. */
export const PROGRAMS = join(__dirname, '../../dist/programs')

/** `node WX_LOGISTICS start` runs the command of the package, as `npx wx-logistics start` does. */
export const WX_LOGISTICS = join(PROGRAMS, 'bin.js')

/** recordsProgram.ts of test/scripts/emulator/state. */
export const RECORDS_PROGRAM = join(PROGRAMS, 'recordsProgram.js')
