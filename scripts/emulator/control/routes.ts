import type { FastifyPluginAsync } from 'fastify'
import * as v from 'valibot'
import { actionTypes } from '../service/orders/actionTypes'
import type { WeChat } from '../service/WeChat'
import { exactly, name as filled, integer, text } from '../state/plainSchemas'
import { seedSchema } from '../state/seedOf'
import type { CallLog } from './CallLog'
import { type Faults, faultsSchema } from './Faults'
import type { Pushes } from './Pushes'
import { Refusal } from './Refusal'
import { type Stubs, stubsSchema } from './Stubs'

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

/** `/emulator/...`: what a test, or a person, does to the local WeChat. */
export function routes(
  wechat: WeChat,
  faults: Faults,
  stubs: Stubs,
  calls: CallLog,
  pushes: Pushes,
): FastifyPluginAsync {
  return async (server) => {
    server.get('/emulator/state', async () => wechat.state())
    server.get('/emulator/calls', async () => calls.get())
    server.get('/emulator/faults', async () => faults.get())
    server.get('/emulator/stubs', async () => stubs.get())

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

    server.post('/emulator/orders', async (request) => {
      const move = parse(moveSchema, request.body)
      const { appid = wechat.defaultAppid, delivery_id, order_id, waybill_id, action_type } = move
      if ((order_id ?? waybill_id) === undefined) throw new Refusal(400, 'waybill_id or order_id: one is needed')
      const { action_msg = actionTypes[action_type] ?? '', action_time = Math.floor(Date.now() / 1000) } = move
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
