/**
 * What `node --require` runs before a program that is to find the local WeChat in the place of WeChat's hosts, and before
 * each of its worker threads. Built to dist/emulator/preload.js; it must run on every Node that WeChat offers.
 */
import { ENDPOINTS_VARIABLE, type Redirection } from './Endpoints'
import { redirectConnections } from './redirectConnections'

const text = process.env[ENDPOINTS_VARIABLE]
const lead: Redirection | undefined = text === undefined ? undefined : JSON.parse(text)
redirectConnections(lead)
