import type { Message } from '../../cloudfunctions/openapi/messages/Message'
import { type Log, lineIn } from '../../scripts/emulator/system/system'

/** Returns a log that adds its lines to a list, in one language. */
export function logTo(lines: string[], language: keyof Message = 'en'): Log {
  return (line) => lines.push(lineIn(language, line))
}
