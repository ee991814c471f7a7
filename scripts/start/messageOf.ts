import { readProperty } from '../../cloudfunctions/openapi/errors/readProperty'

/** What an error says, without its name. */
export function messageOf(error: unknown): string {
  const message = readProperty(error, 'message')
  return typeof message === 'string' ? message : String(error)
}
