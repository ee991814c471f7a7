import type { Text } from '../../../cloudfunctions/openapi/apis/Api'

/** A function, as `GET /emulator/functions` tells it. */
export interface FunctionReport {
  name: string
  /** Its folder. */
  dir: string
  /** The APIs that its config.json declares. */
  permissions: readonly string[]
  /** In milliseconds; none while a debugger may stop it. */
  timeLimitMs: number | null
  /** What it lacks, as far as is seen: a permission that it was refused, a package that is not installed. */
  missing: readonly Text[]
}
