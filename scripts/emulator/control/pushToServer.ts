import { randomInt } from 'node:crypto'
import { encrypt, getSignature } from '@wecom/crypto'
import { redact } from '../../../cloudfunctions/openapi/errors/redact'
import { MessageError } from '../../../cloudfunctions/openapi/messages/Message'
import { type Push, withoutQuery } from '../service/pushes'
import type { PushTarget } from '../state/fixturesSchema'
import { about, reasonIn } from '../system/system'

/** How long WeChat waits for a response, in milliseconds. */
const TIME_LIMIT_MS = 5000
/** How much of a wrong response the log shows, in characters. */
const MAX_SHOWN = 200
/** Node's own: in the process of a test, the test may replace the global one for its own code. */
const { fetch } = globalThis
/** assumed#push-format */
const TYPES = { json: 'application/json', xml: 'text/xml' }

/**
 * Delivers a message to a server: signed, and encrypted if the mode says so. Checks the URL first, as WeChat does when it is
 * configured.
 *
 * @param checked the servers that have passed the check
 * @returns the response, `success` or nothing
 * @throws MessageError that says what is wrong with the response, or why there is none, without secrets
 * @see https://developers.weixin.qq.com/miniprogram/dev/framework/server-ability/message-push.html
 */
export async function pushToServer(
  { url = '', token = '', encodingAESKey = '', format = 'xml', mode = 'plain' }: Partial<PushTarget>,
  { appid, message }: Push,
  checked: Set<string>,
  signal: AbortSignal,
): Promise<string> {
  const failed = (en: string, zh: string) => new MessageError(about(withoutQuery(url), en, zh))

  /** Sends a check with echostr, or a message with a body and perhaps its encrypted form. */
  const request = async (echostr: string | undefined, body?: string, encrypted?: string): Promise<string> => {
    const [timestamp, nonce] = [`${Math.floor(Date.now() / 1000)}`, `${randomInt(2 ** 32)}`]
    const signature = (of = '') => getSignature(token, timestamp, nonce, of)
    const params = new URLSearchParams({
      signature: signature(),
      timestamp,
      nonce,
      ...(echostr && { echostr }),
      ...(encrypted && {
        openid: `${message.FromUserName}`,
        encrypt_type: 'aes',
        msg_signature: signature(encrypted),
      }),
    })
    try {
      const response = await fetch(`${url}${url.includes('?') ? '&' : '?'}${params}`, {
        ...(body && { method: 'POST', body, headers: { 'content-type': TYPES[format] } }),
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIME_LIMIT_MS)]),
      })
      const text = await response.text()
      if (response.status === 200 && (echostr ? text === echostr : /^(success)?$/i.test(text.trim()))) return text
      const shown = redact(`${response.status} ${text}`, [token, encodingAESKey]).slice(0, MAX_SHOWN)
      const right = echostr ? 'echostr' : 'success'
      throw failed(
        `the response was ${shown}. Return ${right} with status 200; compare token and encodingAESKey`,
        `返回了 ${shown}。请以状态码 200 返回 ${right}，并核对 token 和 encodingAESKey`,
      )
    } catch (error) {
      if (error instanceof MessageError) throw error
      const { en, zh } = reasonIn(error)
      throw /timeout/.test(en)
        ? failed(
            'no response within 5 s. Return success first, then work',
            '5 秒内没有响应。请先返回 success，再处理消息',
          )
        : failed(
            `cannot be reached (${en}). Start the server, or correct url`,
            `无法连接（${zh}）。请启动服务器，或改正 url`,
          )
    }
  }

  const server = url + token
  if (!checked.has(server)) await request(`${randomInt(2 ** 47)}`)
  checked.add(server)
  const written = (fields: object) => (format === 'json' ? JSON.stringify(fields) : xmlOf({ xml: fields }))
  const plain = written(message)
  if (mode === 'plain') return request(undefined, plain)
  const Encrypt = encrypt(encodingAESKey, plain, appid)
  const { ToUserName } = message
  return request(undefined, written({ ...(mode === 'safe' ? { ToUserName } : message), Encrypt }), Encrypt)
}

/** Writes XML as WeChat does: strings are CDATA, and a list is one element per item. */
function xmlOf(value: unknown): string {
  if (typeof value === 'number') return `${value}`
  if (typeof value !== 'object' || value === null)
    return `<![CDATA[${`${value}`.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
  return Object.entries(value)
    .flatMap(([name, its]) => [its].flat().map((it) => `<${name}>${xmlOf(it)}</${name}>`))
    .join('')
}
