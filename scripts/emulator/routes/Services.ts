import type { CallLog } from '../control/CallLog'
import type { Events } from '../control/Events'
import type { Faults } from '../control/Faults'
import type { Pushes } from '../control/Pushes'
import type { Stubs } from '../control/Stubs'
import type { Runner } from '../functions/Runner'
import type { WeChat } from '../service/WeChat'
import type { Fixtures } from '../state/Fixtures'
import type { CallHandler } from './CallHandler'

/** Facts about a local WeChat. */
export interface About {
  /** Its address. */
  url: string
  version: string
  /** The folder of the project, or null outside of one. */
  project: string | null
  /** Whether `npm test` runs something in the project. */
  hasTestScript: boolean
  /** The folder of the functions. */
  functions: string
  /** The folder of the records, or `:memory:`. */
  state: string
  /** How the reader runs this package's commands: `npx wx-logistics` or `npm run`. */
  run: string
  /** Who may call the functions of this project. */
  adminOpenids: readonly string[]
}

/** The parts of a local WeChat, to which the routes give access. */
/** What has happened since the start, for the line that exec prints at the end. */
export interface Counts {
  /** Requests, without those for `/emulator/...` and the page. */
  requests: number
  /** TLS connections that have failed, for example because the client does not trust the certificate. */
  failedConnections: number
  /** TLS connections that have failed because the client offered only other protocols than HTTP/1.1. */
  otherProtocols: number
  /** Bodies that escape characters as WeChat does not decode them. */
  escapedBodies: number
}

export interface Services {
  counts: Counts
  about: () => About
  wechat: WeChat
  fixtures: Fixtures
  runner: Runner
  faults: Faults
  stubs: Stubs
  calls: CallLog
  pushes: Pushes
  events: Events
  handler: CallHandler
}
