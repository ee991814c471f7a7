import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { joined, type Message, MessageError } from '../../../cloudfunctions/openapi/messages/Message'
import { mistakeOf } from '../schemas/plainSchemas'
import type { Bytes } from '../service/Behaviour'

/** WeChat's content type; some clients compare it. */
export const WECHAT_JSON = 'application/json; encoding=utf-8'
/** The SDK recognizes a platform error by exactly this content type (@cloudbase/node-sdk, src/utils/tcbapirequester.ts). */
export const PLATFORM_JSON = 'application/json; charset=utf-8'

/** The largest request, without a file. WeChat's own limits are not higher. */
export const BODY_LIMIT_BYTES = 10 * 1024 * 1024

/** Where the SDK sends an upload: the gateway responds with this path. */
export const UPLOAD_PATH = '/admin/upload'

/** An error that the routes send with an HTTP status. */
export class HttpError extends MessageError {
  constructor(
    readonly statusCode: number,
    both: Message,
  ) {
    super(both)
  }
}

export const httpError = (statusCode: number, en: string, zh: string) => new HttpError(statusCode, { en, zh })

/** Describes the mistakes in a body, `action: Invalid type: ...`. */
export function mistakesIn(issues: readonly v.BaseIssue<unknown>[]): Message {
  return joined(
    issues.map((it) => {
      const { en, zh } = mistakeOf(it)
      const path = v.getDotPath(it)
      return { en: `${path ?? 'the body'}: ${en}`, zh: `${path ?? '请求体'}：${zh}` }
    }),
  )
}

/**
 * Checks the body or the query of a request.
 *
 * @throws HttpError 400
 */
export function parse<S extends v.GenericSchema>(schema: S, body: unknown): v.InferOutput<S> {
  const { success, output, issues } = v.safeParse(schema, body)
  if (success) return output
  throw new HttpError(400, mistakesIn(issues))
}

/** A request, as far as it says which route it goes to. */
export type Routed = Pick<FastifyRequest, 'url' | 'routeOptions'>

/**
 * Returns which clients use the path of a request. All paths that are not ours are WeChat's, known or not. A URL may spell a
 * path in several ways, such as `/%65mulator/state`, so the route that matched decides.
 */
export function ownerOf({ url, routeOptions }: Routed): 'gateway' | 'functions' | 'control' | 'wechat' {
  const path = routeOptions.url ?? pathOf(url)
  if (path === '/admin' || path === UPLOAD_PATH) return 'gateway'
  if (/^\/functions(\/|$)/.test(path)) return 'functions'
  return path === '/' || /^\/emulator(\/|$)/.test(path) ? 'control' : 'wechat'
}

/** Returns a URL without its query. */
export function pathOf(url: string): string {
  return url.replace(/\?.*$/s, '')
}

/** Sends an object, or JSON text, with exactly this content type: in bytes, because fastify adds a charset to strings. */
export function sendJson(reply: FastifyReply, type: string, body: object | string): FastifyReply {
  return reply.type(type).send(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)))
}

/** Sends a response that is not JSON. */
export function sendBytes(reply: FastifyReply, { buffer, contentType }: Bytes): FastifyReply {
  return reply.type(contentType).send(buffer)
}

/**
 * Sends an error for a request that no channel handles: it is not local, cannot be read, or has an unknown path. The channels
 * send the errors of calls themselves.
 *
 * The response always has an HTTP status from 400 and `{ errcode, errmsg }`, because clients of WeChat treat a response without
 * an errcode as a success. The errcode is the HTTP status, which is not a code of WeChat; for an error of our own it is
 * WeChat's -1, after which clients try again. The clients of a path also get the fields that they read,
 * those of `/emulator` the message in both languages.
 */
export function sendError(reply: FastifyReply, error: unknown): FastifyReply {
  const status = statusOf(error)
  const text = readProperty(error, 'message')
  const message = typeof text === 'string' ? text : 'system error'
  const body = bodyOf(status, message)
  const owner = ownerOf(reply.request)
  const more = {
    gateway: { code: status < 500 ? 'INVALID_PARAM' : 'SYS_ERR', message, requestId: reply.request.id },
    functions: { errCode: body.errcode, errMsg: `cloud.callFunction:fail ${message}` },
    control: error instanceof MessageError ? { message: error.both } : {},
    wechat: {},
  }
  reply.code(status)
  return sendJson(reply, owner === 'wechat' ? WECHAT_JSON : PLATFORM_JSON, { ...body, ...more[owner] })
}

/** Sends an error to a connection whose data is not valid HTTP. */
export function sendConnectionError(_error: Error, socket: Socket): void {
  if (!socket.writable) return
  const body = JSON.stringify(bodyOf(400, 'Bad Request'))
  socket.end(
    `HTTP/1.1 400 Bad Request\r\ncontent-type: ${WECHAT_JSON}\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
  )
}

/** Returns the HTTP status of an error, ours or fastify's (default: 500). */
export function statusOf(error: unknown): number {
  const status = readProperty(error, 'statusCode')
  return typeof status === 'number' ? status : 500
}

function bodyOf(status: number, errmsg: string): { errcode: number; errmsg: string } {
  return { errcode: status < 500 ? status : -1, errmsg }
}
