import type { FastifyReply } from 'fastify'

/** As WeChat writes it; clients are known to compare it. */
export const WECHAT_JSON = 'application/json; encoding=utf-8'
/** The SDK tells a platform error from an answer by this very content type (@cloudbase/node-sdk, src/utils/tcbapirequester.ts). */
export const PLATFORM_JSON = 'application/json; charset=utf-8'

/** Sends JSON under exactly this content type. */
export function sendJson(reply: FastifyReply, type: string, body: object): FastifyReply {
  return sendJsonText(reply, type, JSON.stringify(body))
}

/** The same of what is JSON text already: in bytes, since fastify adds a charset to the type of a text. */
export function sendJsonText(reply: FastifyReply, type: string, json: string): FastifyReply {
  return reply.type(type).send(Buffer.from(json))
}
