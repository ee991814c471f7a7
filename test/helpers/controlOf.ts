import type { LoggedCall } from '../../scripts/emulator/control/CallLog'
import type { Fault } from '../../scripts/emulator/control/Faults'
import type { State } from '../../scripts/emulator/service/WeChat'

/** One request of `/emulator/...`: its status and what it answers in JSON. */
export interface Control {
  (method: 'GET', path: 'state'): Promise<{ status: number; body: State }>
  (method: 'GET', path: 'calls'): Promise<{ status: number; body: LoggedCall[] }>
  (method: 'GET', path: 'faults'): Promise<{ status: number; body: Fault[] }>
  (method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>
}

/**
 * What a test does to a local WeChat.
 *
 * @param url its address, read at each request
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
