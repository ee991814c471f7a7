import type { Message } from '../../cloudfunctions/openapi/messages/Message'
import type { LoggedCall } from '../../scripts/emulator/control/CallLog'
import type { Fault } from '../../scripts/emulator/control/Faults'
import type { State } from '../../scripts/emulator/service/WeChat'

/** Sends a request to `/emulator/...`; returns the status and the JSON of the response. */
export interface Control {
  (method: 'GET', path: 'state'): Promise<{ status: number; body: State }>
  (method: 'GET', path: 'calls'): Promise<{ status: number; body: LoggedCall[] }>
  (method: 'GET', path: 'faults'): Promise<{ status: number; body: Fault[] }>
  (
    method: 'GET',
    path: `examples/${string}`,
  ): Promise<{ status: number; body: { params: Readonly<Record<string, unknown>>; note?: Message } }>
  (method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>
}

/**
 * Returns a function that sends requests to `/emulator/...` of a local WeChat.
 *
 * @param url returns its address
 * @example
 * const control = controlOf(() => wechat.url)
 * await control('PUT', 'faults', [{ api: 'logistics.bindAccount', kind: 'cut' }])
 */
export function controlOf(url: () => string): Control {
  return async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${url()}/emulator/${path}`, {
      method,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    return { status: response.status, body: JSON.parse(await response.text()) }
  }
}
