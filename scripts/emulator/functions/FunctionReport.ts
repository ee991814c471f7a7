import type { Text } from '../../../cloudfunctions/openapi/codes/Code'
import type { Trigger } from './readFunctionConfig'

/** A function in the response of `GET /emulator/functions`. */
export interface FunctionReport {
  name: string
  /** Its folder. */
  dir: string
  /** The APIs that its config.json declares. */
  permissions: readonly string[]
  /** The timers that its config.json declares. */
  triggers: readonly Pick<Trigger, 'name' | 'config'>[]
  /** In milliseconds; null while a debugger may pause the function. */
  timeLimitMs: number | null
  /** How to add what the function is known to lack: a permission that it was refused, a package that is not installed. */
  missing: readonly Text[]
}
