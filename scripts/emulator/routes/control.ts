import { resolve } from 'node:path'
import type { FastifyPluginAsync } from 'fastify'
import * as v from 'valibot'
import { apiNames, isApiName } from '../../../cloudfunctions/openapi/apis'
import { actionTypes } from '../../../cloudfunctions/openapi/apis/texts'
import type { CallLog } from '../control/CallLog'
import type { Events } from '../control/Events'
import { type Faults, faultsSchema } from '../control/Faults'
import type { Pushes } from '../control/Pushes'
import type { Stubs } from '../control/Stubs'
import { answerJson } from '../functions/Answer'
import type { Runner } from '../functions/Runner'
import type { WeChat } from '../service/WeChat'
import type { Fixtures } from '../state/Fixtures'
import { stubsSchema } from '../state/fixturesSchema'
import { exactly, flag, integer, name, text } from '../state/plainSchemas'
import { seedSchema } from '../state/recordsSchema'
import { database } from './database'
import { describeApis } from './describeApis'
import { fireTrigger, triggerSchema } from './fireTrigger'
import { HttpError, PLATFORM_JSON, parse, sendJson } from './responses'
import { sendEvents } from './sendEvents'

const moveSchema = exactly({
  appid: v.exactOptional(name),
  delivery_id: name,
  order_id: v.exactOptional(name),
  waybill_id: v.exactOptional(name),
  action_type: v.pipe(
    integer,
    v.check((it) => it in actionTypes, `should be one of ${Object.keys(actionTypes).join(', ')}`),
  ),
  action_msg: v.exactOptional(text),
  action_time: v.optional(integer, () => Math.floor(Date.now() / 1000)),
})

const reviewSchema = exactly({
  appid: v.exactOptional(name),
  delivery_id: name,
  biz_id: name,
  approved: flag,
  reason: v.optional(text, ''),
})

const waybillSchema = exactly({ appid: v.exactOptional(name), delivery_id: name, order_id: name })

const exampleSchema = exactly({ deliveryId: v.exactOptional(text) })

const stateSchema = exactly({
  limit: v.exactOptional(
    v.pipe(text, v.regex(/^[1-9]\d{0,8}$/, 'should be a whole number above 0'), v.transform(Number)),
  ),
})

/**
 * A waybill is a page with its own styles. It must not run scripts or load anything. The page around it measures it
 * (allow-same-origin) and prints it (allow-modals).
 */
const WAYBILL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-same-origin allow-modals"

/** Facts about a local WeChat. */
export interface About {
  /** Its address. */
  url: string
  version: string
  /** The folder of the project, or null outside of one. */
  project: string | null
  /** The folder of the functions. */
  functions: string
  /** The folder of the records, or `:memory:`. */
  state: string
  /** How the reader runs this package's commands: `npx wx-logistics` or `npm run`. */
  run: string
  /** Who may call the functions of this project. */
  adminOpenids: readonly string[]
}

/** The response of `GET /emulator/info`. */
export interface Info extends About {
  /** The mini program of calls that name none. */
  appid: string
  /** The fixtures file (null for none), and the mistakes in it when it was last saved. */
  fixtures: { file: string | null; mistakes: readonly string[] }
}

export interface ControlServices {
  about: () => About
  wechat: WeChat
  fixtures: Fixtures
  runner: Runner
  faults: Faults
  stubs: Stubs
  calls: CallLog
  pushes: Pushes
  events: Events
}

/** `/emulator/...`: what a test or a person changes in the local WeChat, and reads from it. */
export function control(services: ControlServices): FastifyPluginAsync {
  const { about, wechat, fixtures, runner, faults, stubs, calls, pushes, events } = services
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
      throw new HttpError(415, 'the content type should be application/json')
    })

    server.register(database(wechat.database))

    server.get('/emulator/info', async (): Promise<Info> => {
      const { defaultAppid: appid } = wechat
      const path = fixtures.file()
      const file = path === undefined ? null : resolve(path)
      return { ...about(), appid, fixtures: { file, mistakes: fixtures.mistakes() } }
    })
    server.get('/emulator/apis', async () => describeApis())
    server.get<{ Params: { api: string } }>('/emulator/examples/:api', async ({ params: { api }, query }) => {
      if (!isApiName(api)) throw new HttpError(404, `there is no API ${api} (APIs: ${apiNames().join(', ')})`)
      return wechat.example(api, parse(exampleSchema, query).deliveryId)
    })
    server.get('/emulator/functions', async () => runner.report())
    server.get('/emulator/events', (request, reply) => {
      reply.hijack()
      sendEvents(events, request.raw, reply.raw)
    })
    server.get('/emulator/state', async ({ query }) => {
      const { limit } = parse(stateSchema, query)
      return limit === undefined ? wechat.state() : wechat.lastState(limit)
    })
    server.get('/emulator/calls', async () => calls.get())
    server.get('/emulator/faults', async () => faults.get())
    server.get('/emulator/stubs', async () => stubs.get())

    server.get('/emulator/waybill', async ({ query }, reply) => {
      const order = { appid: wechat.defaultAppid, ...parse(waybillSchema, query) }
      const page = wechat.waybillPage(order)
      if (page === undefined) {
        throw new HttpError(404, `no order ${order.delivery_id} ${order.order_id} of ${order.appid}`)
      }
      return reply.header('content-security-policy', WAYBILL_POLICY).type('text/html; charset=utf-8').send(page)
    })

    server.put('/emulator/state', async ({ body }) => {
      // valibot accepts a list as an object, here as one that removes everything.
      if (Array.isArray(body)) throw new HttpError(400, 'the body: should be an object, {...}')
      await wechat.setState(parse(seedSchema, body))
      return wechat.state()
    })

    server.put('/emulator/faults', async ({ body }) => {
      faults.set(parse(faultsSchema, body))
      return faults.get()
    })

    server.put('/emulator/stubs', async ({ body }) => {
      stubs.set(parse(stubsSchema, body))
      return stubs.get()
    })

    server.post('/emulator/reset', async () => {
      pushes.clear()
      await wechat.reset()
      faults.set([])
      stubs.reset()
      calls.clear()
      return {}
    })

    server.post('/emulator/reviews', async ({ body }) => {
      const review = { appid: wechat.defaultAppid, ...parse(reviewSchema, body) }
      const account = await wechat.review(review)
      if (account) return account
      throw new HttpError(404, `no account ${review.delivery_id} ${review.biz_id} of ${review.appid} is under review`)
    })

    server.post('/emulator/triggers', async ({ body }, reply) => {
      const answer = await fireTrigger(runner, wechat.defaultAppid, parse(triggerSchema, body))
      return sendJson(reply, PLATFORM_JSON, answerJson(answer))
    })

    server.post('/emulator/orders', async ({ body }) => {
      const {
        action_type,
        action_msg = actionTypes[action_type]?.zh ?? '',
        action_time,
        ...rest
      } = parse(moveSchema, body)
      const name = { appid: wechat.defaultAppid, ...rest }
      const { appid, delivery_id, order_id, waybill_id } = name
      if ((order_id ?? waybill_id) === undefined) throw new HttpError(400, 'waybill_id or order_id: one is needed')
      const order = await wechat.moveOrder(name, { action_time, action_type, action_msg })
      if (order) return order
      throw new HttpError(404, `no order ${[delivery_id, order_id, waybill_id].filter(Boolean).join(' ')} of ${appid}`)
    })
  }
}
