import { basename, join } from 'node:path'

/** The build folder. This path is correct for scripts/emulator/ and for the bundles in dist/package/. */
export const DIST = join(__dirname, '../../dist')

/** The built scripts/commands/exec/watchdog.ts, which cleans up after an exec that was killed. */
export const WATCHDOG = join(DIST, 'emulator/watchdog.js')

/** The built redirect/preload.ts, which redirects every Node process that loads it. */
export const PRELOAD = join(DIST, 'emulator/preload.js')

/** The built redirect/testProcess.ts, which redirects the process of a test runner. */
export const TEST_PROCESS = join(DIST, 'emulator/testProcess.js')

/** How the reader runs this package's commands: it is installed, or this is its repository. */
export const RUN = basename(__dirname) === 'package' ? 'npx wx-logistics' : 'npm run'
