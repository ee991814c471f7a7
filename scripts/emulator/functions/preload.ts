/**
 * What `node --require` runs before a program that is to find the local WeChat in the place of WeChat's hosts, and before
 * each of its worker threads. Built to dist/emulator/preload.js; it must run on every Node that WeChat offers.
 */
import { DOORS_VARIABLE, type Lead } from './Doors'
import { leadToDoors } from './leadToDoors'

const text = process.env[DOORS_VARIABLE]
const lead: Lead | undefined = text === undefined ? undefined : JSON.parse(text)
leadToDoors(lead)
