import { Failure } from './Failure'
import type { WeChatAnswer } from './send'

/**
 * Shows, before a password or an address is sent by plain http, that WeChat's own network answers: only there does a read
 * without a token succeed. One read, however many wait; a failure is not kept.
 *
 * @param read asks WeChat for something that needs a token elsewhere
 * @returns a function that rejects with a Failure where WeChat's network does not answer
 * @example
 * const shown = firstRead(() => send(fetch, request, signal))
 * await shown()
 */
export function firstRead(read: () => Promise<WeChatAnswer>): () => Promise<void> {
  let reading: Promise<void> | undefined
  const show = async () => {
    const { errcode, errmsg } = await read()
    if (errcode !== 0) throw new Failure(errcode, errmsg, 'answered')
  }
  return () => {
    reading ??= show().catch((thrown) => {
      reading = undefined
      throw thrown
    })
    return reading
  }
}
