import { isApiName } from '../../../cloudfunctions/openapi/apis'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'

/**
 * Whether a line is what a function of this project logs of a call that has succeeded (cloudfunctions/openapi/cloud/logCall.ts).
 * The local WeChat's own line says the same.
 *
 * @param line that a function has printed
 * @param requestId of the call that it makes
 */
export function isOwnLogLine(line: string, requestId: string): boolean {
  if (!line.startsWith('{"api":"')) return false
  try {
    const it: unknown = JSON.parse(line)
    return (
      isApiName(String(readProperty(it, 'api'))) &&
      readProperty(it, 'errCode') === 0 &&
      readProperty(it, 'requestId') === requestId &&
      readProperty(it, 'late') === undefined
    )
  } catch {
    return false
  }
}
