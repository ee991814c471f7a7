import type { IncomingHttpHeaders } from 'node:http'
import { isLoopback } from '../../../cloudfunctions/openapi/https/isLoopback'
import { Refusal } from '../control/Refusal'

/** Whom an unmodified client means, however it was led here. */
const WECHAT = /^api\.weixin\.qq\.com$/i

/**
 * Refuses requests that a foreign web page could have caused: by a name of its own that leads here (Host), or by
 * posting here (Origin).
 *
 * @throws Refusal
 */
export function localOnly({ host = '', origin }: IncomingHttpHeaders): void {
  const name = host.replace(/:\d+$/, '')
  if (!isLoopback(name) && !WECHAT.test(name)) {
    throw new Refusal(403, 'the local WeChat answers local requests only (Host)')
  }
  if (origin !== undefined && origin !== `http://${host}`) {
    throw new Refusal(403, 'the local WeChat answers its own page only (Origin)')
  }
}
