import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyReply } from 'fastify'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { ownerOf } from './ownerOf'
import { PLATFORM_JSON, sendJson, WECHAT_JSON } from './sendJson'

/**
 * Refuses a request that no channel takes up: it comes from elsewhere, cannot be read, or nothing is there. What a channel does
 * take up, it answers in its own form.
 *
 * All such refusals carry a status of 400 or more and `{ errcode, errmsg }`, whichever path was meant: clients of WeChat
 * take an answer without an errcode for a success. The errcode is the status, which is no code of WeChat's; a failure of
 * our own is WeChat's -1, upon which clients try again. Beside it stands what the channel's own clients read.
 */
export function sendRefusal(reply: FastifyReply, error: unknown): FastifyReply {
  const status = statusOf(error)
  const message = messageOf(error)
  const body = bodyOf(status, message)
  reply.code(status)
  switch (ownerOf(reply.request.url)) {
    case 'gateway': {
      const code = status < 500 ? 'INVALID_PARAM' : 'SYS_ERR'
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

/** The HTTP status of a refusal, ours or fastify's; 500 of any other error. */
export function statusOf(error: unknown): number {
  const status = readProperty(error, 'statusCode')
  return typeof status === 'number' ? status : 500
}

function messageOf(error: unknown): string {
  const message = readProperty(error, 'message')
  return typeof message === 'string' ? message : 'system error'
}

function bodyOf(status: number, errmsg: string): { errcode: number; errmsg: string } {
  return { errcode: status < 500 ? status : -1, errmsg }
}
