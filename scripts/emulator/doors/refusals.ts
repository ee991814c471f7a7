import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyReply } from 'fastify'

/** As WeChat writes it; clients are known to compare it. */
export const WECHAT_JSON = 'application/json; encoding=utf-8'
/** The SDK tells a platform error from an answer by this very content type (@cloudbase/node-sdk, src/utils/tcbapirequester.ts). */
export const PLATFORM_JSON = 'application/json; charset=utf-8'

/** Why a request is not taken up. */
export class Refusal extends Error {
  constructor(
    readonly statusCode: number,
    message: string,
  ) {
    super(message)
  }
}

/** Whose a path is. What is not ours is WeChat's, known or not. */
export function ownerOf(url: string): 'gateway' | 'functions' | 'control' | 'wechat' {
  const path = pathOf(url)
  if (path === '/admin') return 'gateway'
  if (/^\/functions(\/|$)/.test(path)) return 'functions'
  return path === '/' || /^\/emulator(\/|$)/.test(path) ? 'control' : 'wechat'
}

export function pathOf(url: string): string {
  return url.replace(/\?.*$/s, '')
}

/**
 * Refuses a request that no door takes up: it comes from elsewhere, cannot be read, or nothing is there. What a door does
 * take up, it answers in its own form.
 *
 * All such refusals carry a status of 400 or more and `{ errcode, errmsg }`, whichever path was meant: clients of WeChat
 * take an answer without an errcode for a success. The errcode is the status, which is no code of WeChat's; a failure of
 * our own is WeChat's -1, upon which clients try again. Beside it stands what the door's own clients read.
 */
export function sendRefusal(reply: FastifyReply, error: unknown): FastifyReply {
  const { statusCode = 500, message = 'system error' } = Object(error)
  const body = bodyOf(statusCode, message)
  reply.code(statusCode)
  switch (ownerOf(reply.request.url)) {
    case 'gateway': {
      const code = statusCode < 500 ? 'INVALID_PARAM' : 'SYS_ERR'
      return sendJson(reply, PLATFORM_JSON, { ...body, code, message, requestId: reply.request.id })
    }
    case 'functions': {
      const own = { errCode: body.errcode, errMsg: `cloud.callFunction:fail ${message}` }
      return sendJson(reply, PLATFORM_JSON, { ...body, ...own })
    }
    case 'control':
      return sendJson(reply, PLATFORM_JSON, body)
    case 'wechat':
      return sendJson(reply, WECHAT_JSON, body)
  }
}

/** Refuses what is no request at all; no path is known. */
export function refuseConnection({ code }: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable) return
  const statuses: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }
  const status = statuses[code ?? ''] ?? 400
  const body = JSON.stringify(bodyOf(status, STATUS_CODES[status] ?? ''))
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: ${WECHAT_JSON}\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
  )
}

/** Sends JSON under exactly this content type: in bytes, since fastify adds a charset to that of a text. */
export function sendJson(reply: FastifyReply, type: string, body: object): FastifyReply {
  return reply.type(type).send(Buffer.from(JSON.stringify(body)))
}

function bodyOf(status: number, errmsg: string): { errcode: number; errmsg: string } {
  return { errcode: status < 500 ? status : -1, errmsg }
}
