/**
 * The program that `node --require` runs before any program that is redirected to the local WeChat, and before each of its
 * worker threads. Built to dist/emulator/preload.js; it must run on every Node that WeChat offers.
 */
import { ENDPOINTS_VARIABLE } from './Endpoints'
import { redirectConnections } from './redirectConnections'

const text = process.env[ENDPOINTS_VARIABLE]
redirectConnections(text === undefined ? undefined : JSON.parse(text))
