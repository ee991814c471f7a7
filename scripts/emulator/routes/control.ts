import { resolve } from 'node:path'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import { apiNames, isApiName } from '../../../cloudfunctions/openapi/apis'
import { actionTypes } from '../../../cloudfunctions/openapi/apis/logistics/fields'
import { messageIn } from '../../../cloudfunctions/openapi/errors/readProperty'
import { says } from '../../../cloudfunctions/openapi/messages/issues'
import type { Message } from '../../../cloudfunctions/openapi/messages/Message'
import { didYouMean, nearest } from '../../../cloudfunctions/openapi/names/nearest'
import { faultsSchema } from '../control/Faults'
import { CollectionNotExistError, DatabaseError } from '../database/DatabaseError'
import { answerJson, TIMER } from '../functions/invocation'
import type { FunctionConfig } from '../functions/readFunctionConfig'
import {
  exactly,
  fields,
  flag,
  from,
  integer,
  name,
  oneOf,
  oneOfThese,
  should,
  text,
  wholeNumber,
} from '../schemas/plainSchemas'
import type { OrderName } from '../service/orders/orders'
import { paySchema } from '../service/payments'
import { steps } from '../service/shipping'
import { documentsSchema, stubsSchema } from '../state/fixturesSchema'
import { seedSchema } from '../state/recordsSchema'
import { describeApis } from './describeApis'
import { listed, noFile, pathSchema } from './files'
import { HttpError, httpError, PLATFORM_JSON, parse, sendJson } from './responses'
import type { About, Services } from './Services'
import { sendEvents } from './sendEvents'

const appid = v.exactOptional(name)
const nowInSeconds = () => Math.floor(Date.now() / 1000)

const moveSchema = exactly({
  appid,
  delivery_id: name,
  order_id: v.exactOptional(name),
  waybill_id: v.exactOptional(name),
  action_type: v.pipe(
    integer,
    v.check((it) => it in actionTypes, says(oneOfThese(Object.keys(actionTypes)))),
  ),
  action_msg: v.exactOptional(text),
  action_time: v.optional(integer, nowInSeconds),
})
const reviewSchema = exactly({ appid, delivery_id: name, biz_id: name, approved: flag, reason: v.optional(text, '') })
const waybillSchema = exactly({ appid, delivery_id: name, order_id: name })
const exampleSchema = exactly({ deliveryId: v.exactOptional(text) })
const resetSchema = exactly({ fresh: v.exactOptional(flag) })
const triggerSchema = exactly({ function: name, trigger: name })

const count = v.pipe(text, v.regex(/^\d{1,9}$/, wholeNumber), v.transform(Number))
const stateSchema = exactly({
  limit: v.exactOptional(v.pipe(count, v.minValue(1, says(should('at least 1', '大于 0 的整数'))))),
})
/** A year at most, since times are kept in seconds. */
const wholeSeconds = from(0, 366 * 24 * 3600)
const querySchema = exactly({
  query: v.pipe(v.optional(text, '{}'), v.parseJson(undefined, says(should('JSON', ' JSON'))), fields),
  skip: v.optional(count, '0'),
  limit: v.optional(count, '20'),
})

/**
 * A waybill is a page with its own styles. It must not run scripts or load anything. The page around it measures it
 * (allow-same-origin) and prints it (allow-modals).
 */
const WAYBILL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-same-origin allow-modals"

/** The response of `GET /emulator/info`. */
export interface Info extends About {
  /** The mini program of calls that name none. */
  appid: string
  /** The fixtures file (null for none), and the mistakes in it when it was last saved. */
  fixtures: { file: string | null; mistakes: readonly Message[] }
}

type Request = FastifyRequest<{ Params: { name: string } }>

/** `/emulator/...`: what a test or a person changes in the local WeChat, and reads from it. */
export function control(services: Services): FastifyPluginAsync {
  return async (server) => {
    server.removeAllContentTypeParsers()
    const parseJson = server.getDefaultJsonParser('error', 'error')
    // Some clients send a content type without a body.
    server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) =>
      body === '' ? done(null) : parseJson(request, String(body), done),
    )
    // Any web page can post a form without permission (CORS), but not with this type.
    server.addHook('onRequest', async ({ method, headers: { 'content-type': type } }) => {
      if (method === 'GET' || type === undefined || /^application\/json *(;|$)/i.test(type)) return
      throw httpError(415, 'the content type should be application/json', 'Content-Type 应为 application/json')
    })
    server.setReplySerializer(serialized)
    for (const [route, handler] of Object.entries(routesOf(services))) {
      const [method = '', path = ''] = route.split(' ')
      server.route<{ Params: { name: string } }>({
        method,
        url: `/emulator/${path}`,
        handler: async (request, reply) => handler(request, reply),
      })
    }
  }
}

/** @throws HttpError if the JSON is longer than a string can be in V8, about 512 MB */
function serialized(content: unknown): string {
  try {
    return JSON.stringify(content)
  } catch (error) {
    throw httpError(
      400,
      `the response would be too long (${error}): add a limit, such as ?limit=1000`,
      `返回内容过长（${error}）：请加上 limit，例如 ?limit=1000`,
    )
  }
}

/** The routes below `/emulator/`. Each returns what is sent as JSON. */
function routesOf(services: Services): Record<string, (request: Request, reply: FastifyReply) => unknown> {
  const { about, wechat, fixtures, runner, faults, stubs, calls, pushes, events } = services
  const { database, storage } = wechat
  return {
    'GET info': (): Info => {
      const path = fixtures.file()
      const file = path === undefined ? null : resolve(path)
      return { ...about(), appid: wechat.defaultAppid, fixtures: { file, mistakes: fixtures.mistakes() } }
    },
    'GET apis': describeApis,
    'GET examples/:name': ({ params: { name }, query }) => {
      if (!isApiName(name)) {
        const all = apiNames().join(', ')
        throw httpError(404, `there is no API ${name} (APIs: ${all})`, `没有接口 ${name}（现有：${all}）`)
      }
      return wechat.example(name, parse(exampleSchema, query).deliveryId)
    },
    'GET functions': () => runner.report(),
    'GET calls': () => calls.get(),
    'GET events': ({ raw }, reply) => {
      reply.hijack()
      sendEvents(events, raw, reply.raw)
    },

    'GET state': ({ query }) => wechat.state(parse(stateSchema, query).limit),
    'PUT state': async ({ body }) => {
      await wechat.setState(parse(seedSchema, body))
      return wechat.state()
    },
    'POST reset': async ({ body }) => {
      const { fresh = false } = parse(resetSchema, body ?? {})
      pushes.clear()
      await runner.reset(fresh)
      await wechat.reset()
      faults.set([])
      stubs.reset()
      calls.clear()
      return {}
    },

    'GET faults': () => faults.get(),
    'PUT faults': ({ body }) => faults.set(parse(faultsSchema, body)),
    'GET stubs': () => stubs.get(),
    'PUT stubs': ({ body }) => stubs.set(parse(stubsSchema, body)),

    'GET database': async () => ({ collections: await database.collections() }),
    'GET database/:name': async ({ params: { name }, query: given }) => {
      const { query, skip, limit } = parse(querySchema, given)
      try {
        return await database.find(name, query, skip, limit)
      } catch (error) {
        if (error instanceof CollectionNotExistError)
          throw new HttpError(404, noCollection(name, await database.collections()))
        if (!(error instanceof DatabaseError)) throw error
        const { en, zh } = messageIn(error)
        throw httpError(400, `query: ${en}`, `查询条件：${zh}`)
      }
    },
    'PUT database/:name': async ({ params: { name }, body }) => {
      const documents = parse(documentsSchema, body)
      await database.replace(name, documents)
      return { name, documents: documents.length }
    },

    'GET files': async ({ query }) => {
      const files = await storage.files()
      const { limit = files.length } = parse(stateSchema, query)
      return { total: files.length, files: files.slice(-limit).map((it) => listed(storage, it)) }
    },
    'DELETE files': async ({ query }) => {
      const { path } = parse(pathSchema, query)
      if ((await storage.remove([path])).length > 0) return {}
      throw noFile(path)
    },

    'POST reviews': async ({ body }) => {
      const review = { appid: wechat.defaultAppid, ...parse(reviewSchema, body) }
      const account = await wechat.review(review)
      if (account) return account
      const { delivery_id, biz_id, appid } = review
      throw httpError(
        404,
        `no account ${delivery_id} ${biz_id} of ${appid} is under review`,
        `${appid} 没有正在审核的账号 ${delivery_id} ${biz_id}`,
      )
    },
    'POST orders': async ({ body }) => {
      const {
        action_type,
        action_msg = actionTypes[action_type]?.zh ?? '',
        action_time,
        ...rest
      } = parse(moveSchema, body)
      const order = { appid: wechat.defaultAppid, ...rest }
      if ((order.order_id ?? order.waybill_id) === undefined)
        throw httpError(400, 'waybill_id or order_id: one is needed', 'waybill_id 和 order_id 至少填一个')
      return (await wechat.moveOrder(order, { action_time, action_type, action_msg })) ?? noOrder(order)
    },
    'GET waybill': ({ query }, reply) => {
      const order = { appid: wechat.defaultAppid, ...parse(waybillSchema, query) }
      const page = wechat.waybillPage(order) ?? noOrder(order)
      return reply.header('content-security-policy', WAYBILL_POLICY).type('text/html; charset=utf-8').send(page)
    },

    'POST payments': async ({ body }) => {
      const payment = await wechat.pay(parse(paySchema, body))
      if (payment) return payment
      throw httpError(
        404,
        'nothing to pay: the order of this number is paid, closed or has other values; or there is none, and no amount is given',
        '没有可支付的内容：这个单号的订单已支付、已关闭，或与给出的值不一致；或者没有这个订单，也没有给出金额',
      )
    },

    'POST payments/:name': async ({ params: { name }, body }) => {
      const { transaction_id } = parse(exactly({ transaction_id: text }), body)
      const { step } = parse(exactly({ step: oneOf(steps) }), { step: name })
      const payment = await wechat.stepPayment({ transaction_id }, step)
      if (payment) return payment
      throw httpError(
        404,
        `no payment ${transaction_id} has a state that allows this: receive needs a shipped one (2), settle a received one (3), refund a paid one`,
        `没有状态符合的支付 ${transaction_id}：receive 须已发货（2），settle 须已收货（3），refund 须已支付`,
      )
    },
    'POST advance': async ({ body }) => ({
      now: await wechat.advance(parse(exactly({ seconds: wholeSeconds }), body).seconds),
    }),

    // Calls a function as its timer does, without a user:
    // https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/functions/triggers.html
    'POST triggers': async ({ body }, reply) => {
      const { function: functionName, trigger } = parse(triggerSchema, body)
      const names = runner.names()
      const config: Partial<FunctionConfig> = names.includes(functionName) ? runner.config(functionName) : {}
      const { triggers = [], mistakes = {} } = config
      if (!triggers.some((it) => it.name === trigger)) {
        const [known, all] = [triggers.map((it) => it.name).join(', '), names.join(', ')]
        const { en, zh } = mistakes.triggers ?? { en: '', zh: '' }
        throw httpError(
          404,
          `the config.json of ${functionName} has no trigger "${trigger}" (triggers: ${known || 'none'}; functions: ${all})${en && `; ${en}`}`,
          `${functionName} 的 config.json 中没有触发器 "${trigger}"（触发器：${known || '无'}；云函数：${all}）${zh && `；${zh}`}`,
        )
      }
      // The fields that Tencent documents (https://cloud.tencent.com/document/product/583/9708): assumed#timer-event
      const Time = new Date().toISOString().replace(/\.\d+Z$/, 'Z')
      const event = { Type: 'Timer', TriggerName: trigger, Time, Message: '' }
      const answer = await runner.call(functionName, event, { appid: wechat.defaultAppid, source: TIMER })
      return sendJson(reply, PLATFORM_JSON, answerJson(answer))
    },
  }
}

function noCollection(name: string, collections: readonly { name: string }[]): Message {
  const known = collections.map((it) => it.name)
  const near = didYouMean(nearest(name, known))
  const [en, zh] = [known.join(', ') || 'none', known.join(', ') || '无']
  return { en: `no collection ${name}${near.en} (collections: ${en})`, zh: `没有集合 ${name}${near.zh}（现有：${zh}）` }
}

/** @throws HttpError 404 */
function noOrder({ appid, delivery_id, order_id, waybill_id }: OrderName): never {
  const order = [delivery_id, order_id, waybill_id].filter(Boolean).join(' ')
  throw httpError(404, `no order ${order} of ${appid}`, `${appid} 没有运单 ${order}`)
}
