import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe } from 'node:diagnostics_channel'
import { runInNewContext } from 'node:vm'
import { parse } from 'lossless-json'
import { integer, readProperty } from '../errors/readProperty'
import { MAX_TIMER_MS } from '../errors/withTimeLimit'
import { isObject } from '../names/isObject'
import { deadlines, Failure, rootOf, type Stage, sanitised, unlessAborted } from './Failure'

export type Fetch = typeof globalThis.fetch

export interface WeChatRequest {
  verb: 'GET' | 'POST'
  url: URL
  /** Sent as JSON. */
  body?: object
  /** A field that each success carries; JSON with neither it nor an errcode is not from WeChat. */
  success: string
  /** Values that must not be in an error. */
  secrets: readonly string[]
}

/** A response of WeChat. errcode is 0 if it has none, as with data. */
export interface WeChatAnswer {
  errcode: number
  errmsg: string
  /** The whole body. */
  fields: Readonly<Record<string, unknown>>
}

/** Size limit of a response. The largest ones are lists of waybills with their pages. */
const MAX_ANSWER_BYTES = 10 * 1024 * 1024

/**
 * The errors of connections that were never made (DNS, refused, TLS), after which nothing was sent for certain.
 * https://github.com/nodejs/undici/blob/main/docs/docs/api/DiagnosticsChannel.md#undiciclientconnecterror
 */
const unconnected = new WeakSet<object>()
subscribe('undici:client:connectError', (message) => {
  const error = readProperty(message, 'error')
  if (isObjectLike(error)) unconnected.add(error)
})

/** Aborts the request that is being sent; for each request of undici, what aborts it. */
const sending = new AsyncLocalStorage<AbortController>()
const aborters = new WeakMap<object, AbortController>()
subscribe('undici:request:create', (message) => {
  const request = readProperty(message, 'request')
  const aborter = sending.getStore()
  if (aborter && isObjectLike(request)) aborters.set(request, aborter)
})

/**
 * fetch repeats a request by itself after HTTP 421: https://fetch.spec.whatwg.org/#http-network-or-cache-fetch. Aborting it as
 * soon as the status is there prevents that.
 */
subscribe('undici:request:headers', (message) => {
  const request = readProperty(message, 'request')
  if (readProperty(readProperty(message, 'response'), 'statusCode') !== 421 || !isObjectLike(request)) return
  aborters.get(request)?.abort(new Failure(-501001, describeStatus(421)))
})

/**
 * Sends one request to WeChat and reads the response. No other file calls fetch.
 *
 * @param fetch the platform's, or another one, with a proxy for instance
 * @param signal aborts the request; its reason is thrown
 * @returns WeChat's response, with any errcode
 * @throws Failure -501001 or -601001 if there is no response from WeChat, or the signal's reason
 * @example
 * const url = new URL('https://api.weixin.qq.com/cgi-bin/express/business/delivery/getall?access_token=token')
 * const request = { verb: 'GET', url, success: 'count', secrets: ['token'] } as const
 * const { errcode, fields } = await send(fetch, request, AbortSignal.timeout(15_000))
 */
export async function send(fetch: Fetch, request: WeChatRequest, signal: AbortSignal): Promise<WeChatAnswer> {
  const response = await responseTo(fetch, request, signal)
  if (!response.ok) {
    discard(response.body)
    throw new Failure(-501001, describeStatus(response.status))
  }
  return toAnswer(await read(response, request, signal), request, signal)
}

/** Stops reading a body. That of node-fetch 2 is a stream of Node. */
function discard(body: unknown): void {
  const stop = readProperty(body, 'cancel') ?? readProperty(body, 'destroy')
  if (typeof stop === 'function') Promise.resolve(Reflect.apply(stop, body, [])).catch(() => {})
}

async function responseTo(
  fetch: Fetch,
  { verb, url, body, secrets }: WeChatRequest,
  signal: AbortSignal,
): Promise<Response> {
  // JSON.stringify does not escape Chinese: WeChat would take \uXXXX literally.
  const content = body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  const aborter = new AbortController()
  const either = AbortSignal.any([signal, aborter.signal])
  const init: RequestInit = { method: verb, redirect: 'manual', signal: either, ...content }
  try {
    return await unlessAborted(
      either,
      sending.run(aborter, () => fetch(url.href, init)),
    )
  } catch (thrown) {
    either.throwIfAborted()
    throw isUnsent(rootOf(thrown))
      ? broken(`cannot connect to ${url.host}`, 'unsent', thrown, secrets)
      : broken(`the connection to ${url.host} broke before a response`, 'unanswered', thrown, secrets)
  }
}

async function read(response: Response, { url, secrets }: WeChatRequest, signal: AbortSignal): Promise<string> {
  try {
    return await unlessAborted(signal, textOf(response))
  } catch (thrown) {
    signal.throwIfAborted()
    if (thrown instanceof Failure) throw thrown
    throw broken(`the response of ${url.host} broke off`, 'answered', thrown, secrets)
  }
}

/** Makes the failure of a connection, with what was thrown as its cause. */
function broken(message: string, stage: Stage, thrown: unknown, secrets: readonly string[]): Failure {
  const cause = sanitised(thrown, secrets)
  return new Failure(-501001, cause.code ? `${message} (${cause.code})` : message, stage, { cause })
}

/** Reads the text of a response, up to the size limit. */
async function textOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body ?? []) {
    bytes += chunk.length
    if (bytes > MAX_ANSWER_BYTES) throw new Failure(-601001, 'the response is larger than 10 MB')
    chunks.push(chunk)
  }
  return new TextDecoder().decode(Buffer.concat(chunks))
}

/** Returns whether nothing was sent: undici reports it, or the failed system call shows it (for a fetch that is not undici's). */
function isUnsent(error: unknown): boolean {
  const isBlocked = readProperty(error, 'message') === 'bad port' // https://fetch.spec.whatwg.org/#port-blocking
  const isConnecting = ['getaddrinfo', 'connect'].includes(String(readProperty(error, 'syscall')))
  return isBlocked || isConnecting || (isObjectLike(error) && unconnected.has(error))
}

function isObjectLike(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** A redirect is not followed: it would send the token and the password to another address. 0 comes from a browser-like fetch. */
function describeStatus(status: number): string {
  return status === 0 || (status >= 300 && status < 400)
    ? `HTTP ${status}, a redirect, which is never followed`
    : `HTTP ${status}`
}

function toAnswer(text: string, { success }: WeChatRequest, signal: AbortSignal): WeChatAnswer {
  const body = text.length > SLOW_LENGTH ? parseInTime(text, deadlines.get(signal)) : parseJson(text)
  if (!isObject(body))
    throw notFromWeChat(text.trim() === '' ? 'empty' : text.trimStart()[0] === '<' ? 'HTML' : 'not JSON')
  const fields: Record<string, unknown> = Object.fromEntries(Object.entries(body))
  const errcode = fields.errcode === undefined && Object.hasOwn(fields, success) ? 0 : integer(fields.errcode)
  if (errcode === undefined) throw notFromWeChat('JSON without an errcode')
  return { errcode, errmsg: typeof fields.errmsg === 'string' ? fields.errmsg : '', fields }
}

/** Number of characters from which parsing may take more than some milliseconds. */
const SLOW_LENGTH = 100_000

function parseInTime(text: string, deadline = Number.POSITIVE_INFINITY): unknown {
  try {
    const timeout = Math.min(Math.max(Math.floor(deadline - Date.now()), 1), MAX_TIMER_MS)
    return runInNewContext('parse()', { parse: () => parseJson(text) }, { timeout })
  } catch {
    throw new Failure(-501002, 'the response took too long to read')
  }
}

function notFromWeChat(what: string): Failure {
  return new Failure(-601001, `the response is not from WeChat: ${what}`)
}

/**
 * Parses JSON as JSON.parse does, except that an integer which a number cannot hold becomes a bigint.
 *
 * @returns undefined if the text is not JSON
 * @example
 * parseJson('{"id": 9007199254740993}') // { id: 9007199254740993n }
 */
export function parseJson(text: string): unknown {
  try {
    return parse(text, undefined, { parseNumber, onDuplicateKey: ({ newValue }) => newValue })
  } catch {
    return undefined
  }
}

function parseNumber(text: string): number | bigint {
  const value = Number(text)
  return /^-?\d+$/.test(text) && !Number.isSafeInteger(value) ? BigInt(text) : value
}
