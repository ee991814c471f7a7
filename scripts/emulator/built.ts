import { join } from 'node:path'

/** What is built. Two floors up, here and in dist/package, where the bundled code stands. */
export const DIST = join(__dirname, '../../dist')

/** What leads every Node before which it is loaded to a local WeChat: functions/preload.ts. */
export const PRELOAD = join(DIST, 'emulator/preload.js')
