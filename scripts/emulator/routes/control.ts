import type { FastifyPluginAsync } from 'fastify'
import * as v from 'valibot'
import { actionTypes } from '../../../cloudfunctions/openapi/apis/texts'
import type { CallLog } from '../control/CallLog'
import type { Events } from '../control/Events'
import { type Faults, faultsSchema } from '../control/Faults'
import type { Pushes } from '../control/Pushes'
import { type Stubs, stubsSchema } from '../control/Stubs'
import { answerJson } from '../functions/Answer'
import type { Runner } from '../functions/Runner'
import type { WeChat } from '../service/WeChat'
import type { Fixtures } from '../state/Fixtures'
import { exactly, name as filled, integer, text } from '../state/plainSchemas'
import { seedSchema } from '../state/seedOf'
import { describeApis } from './describeApis'
import { fireTrigger, triggerSchema } from './fireTrigger'
import { Refusal } from './Refusal'
import { sendEvents } from './sendEvents'

const name = v.pipe(v.string(), v.nonEmpty())

const moveSchema = exactly({
  appid: v.exactOptional(filled),
  delivery_id: filled,
  order_id: v.exactOptional(filled),
  waybill_id: v.exactOptional(filled),
  action_type: v.pipe(
    integer,
    v.check((it) => it in actionTypes, `should be one of ${Object.keys(actionTypes).join(', ')}`),
  ),
  action_msg: v.exactOptional(text),
  action_time: v.exactOptional(integer),
})

const reviewSchema = v.strictObject({
  appid: v.optional(name),
  delivery_id: name,
  biz_id: name,
  approved: v.boolean(),
  reason: v.optional(v.string(), ''),
})

const waybillSchema = exactly({
  appid: v.exactOptional(filled),
  delivery_id: filled,
  order_id: filled,
})

const stateSchema = exactly({
  limit: v.exactOptional(
    v.pipe(text, v.regex(/^[1-9]\d{0,8}$/, 'should be a whole number above 0'), v.transform(Number)),
  ),
})

/** A waybill is a page of its own design; nothing in it runs, or comes from anywhere. */
const WAYBILL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"

/** What is told of a local WeChat itself. */
export interface About {
  /** Its address. */
  url: string
  version: string
  /** The folder of the functions. */
  functions: string
  /** The folder of the records, or `:memory:`. */
  state: string
  /** Who may call the functions of this project. */
  adminOpenids: readonly string[]
}

/** What `GET /emulator/info` answers. */
export interface Info extends About {
  /** The mini program of calls that name none. */
  appid: string
  /** The fixtures file, null where there is none, and what is wrong with it as it was saved last. */
  fixtures: { file: string | null; mistakes: readonly string[] }
}

/** What stands behind `/emulator/...`. */
export interface BehindControl {
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

/** `/emulator/...`: what a test, or a person, does to the local WeChat. */
export function routes(behind: BehindControl): FastifyPluginAsync {
  const { about, wechat, fixtures, runner, faults, stubs, calls, pushes, events } = behind
  return async (server) => {
    server.removeAllContentTypeParsers()
    const parseJson = server.getDefaultJsonParser('error', 'error')
    // Some clients name the type of what they do not send.
    server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) =>
      body === '' ? done(null) : parseJson(request, String(body), done),
    )
    // A form on a web page needs nobody's leave to post, and can say no such type.
    server.addHook('onRequest', async ({ method, headers: { 'content-type': type } }) => {
      if (method === 'GET' || type === undefined || /^application\/json *(;|$)/i.test(type)) return
      throw new Refusal(415, 'the content type should be application/json')
    })

    server.get('/emulator/info', async (): Promise<Info> => {
      const { defaultAppid: appid } = wechat
      return { ...about(), appid, fixtures: { file: fixtures.file() ?? null, mistakes: fixtures.mistakes() } }
    })
    server.get('/emulator/apis', async () => describeApis())
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
      const { appid = wechat.defaultAppid, ...name } = parse(waybillSchema, query)
      const page = wechat.waybillPage({ appid, ...name })
      if (page === undefined) throw new Refusal(404, `no order ${name.delivery_id} ${name.order_id} of ${appid}`)
      return reply.header('content-security-policy', WAYBILL_POLICY).type('text/html; charset=utf-8').send(page)
    })

    server.put('/emulator/state', async ({ body }) => {
      // valibot takes a list for an object, here for one that forgets everything.
      if (Array.isArray(body)) throw new Refusal(400, 'the body: should be an object, {...}')
      await wechat.setState(parse(seedSchema, body))
      return wechat.state()
    })

    server.put('/emulator/faults', async (request) => {
      faults.set(parse(faultsSchema, request.body))
      return faults.get()
    })

    server.put('/emulator/stubs', async (request) => {
      stubs.set(parse(stubsSchema, request.body))
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

    server.post('/emulator/reviews', async (request) => {
      const { appid = wechat.defaultAppid, ...review } = parse(reviewSchema, request.body)
      const account = await wechat.review({ appid, ...review })
      if (account) return account
      throw new Refusal(404, `no account ${review.delivery_id} ${review.biz_id} of ${appid} is under review`)
    })

    server.post('/emulator/triggers', async (request, reply) => {
      const answer = await fireTrigger(runner, wechat.defaultAppid, parse(triggerSchema, request.body))
      return reply.type('application/json; charset=utf-8').send(answerJson(answer))
    })

    server.post('/emulator/orders', async (request) => {
      const move = parse(moveSchema, request.body)
      const { appid = wechat.defaultAppid, delivery_id, order_id, waybill_id, action_type } = move
      if ((order_id ?? waybill_id) === undefined) throw new Refusal(400, 'waybill_id or order_id: one is needed')
      const { action_msg = actionTypes[action_type]?.zh ?? '', action_time = Math.floor(Date.now() / 1000) } = move
      const name = { appid, delivery_id, order_id, waybill_id }
      const order = await wechat.moveOrder(name, { action_time, action_type, action_msg })
      if (order) return order
      throw new Refusal(404, `no order ${[delivery_id, order_id, waybill_id].filter(Boolean).join(' ')} of ${appid}`)
    })
  }
}

function parse<S extends v.GenericSchema>(schema: S, body: unknown): v.InferOutput<S> {
  const { success, output, issues } = v.safeParse(schema, body)
  if (success) return output
  throw new Refusal(400, issues.map((issue) => `${v.getDotPath(issue) ?? 'the body'}: ${issue.message}`).join('; '))
}
