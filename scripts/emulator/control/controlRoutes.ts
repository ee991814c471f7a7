import type { FastifyPluginAsync } from 'fastify'
import * as v from 'valibot'
import { Refusal } from '../doors/refusals'
import type { AccessTokens } from '../service/AccessTokens'
import type { State } from '../state/State'
import { type Account, BOUND, REFUSED, REVIEWING } from '../state/stateSchema'
import type { CallLog } from './CallLog'
import { type Faults, faultsSchema } from './Faults'

const name = v.pipe(v.string(), v.nonEmpty())

const reviewSchema = v.strictObject({
  appid: v.optional(name),
  delivery_id: name,
  biz_id: name,
  approved: v.boolean(),
  /** Why not; getAllAccount tells it as remark_wrong_msg. */
  reason: v.optional(v.string(), ''),
})

/** `/emulator/...`: what a test, or a person, does to the local WeChat. */
export function controlRoutes(state: State, faults: Faults, calls: CallLog, tokens: AccessTokens): FastifyPluginAsync {
  return async (server) => {
    server.get('/emulator/state', async () => state.shown())
    server.get('/emulator/calls', async () => calls.get())
    server.get('/emulator/faults', async () => faults.get())

    server.put('/emulator/faults', async (request) => {
      faults.set(parse(faultsSchema, request.body))
      return faults.get()
    })

    server.post('/emulator/reset', async () => {
      state.reset()
      faults.set([])
      calls.clear()
      tokens.clear()
      return {}
    })

    server.post('/emulator/reviews', async (request) => {
      const { appid = state.defaultMiniProgram().appid, approved, reason, ...id } = parse(reviewSchema, request.body)
      const account = state.account(appid, id.delivery_id, id.biz_id)
      if (account?.status_code !== REVIEWING) {
        throw new Refusal(404, `no account ${id.delivery_id} ${id.biz_id} of ${appid} is under review`)
      }
      const reviewed: Account = {
        ...account,
        status_code: approved ? BOUND : REFUSED,
        remark_wrong_msg: approved ? '' : reason,
        update_time: Math.floor(Date.now() / 1000),
      }
      state.put(reviewed)
      return reviewed
    })
  }
}

function parse<S extends v.GenericSchema>(schema: S, body: unknown): v.InferOutput<S> {
  const { success, output, issues } = v.safeParse(schema, body)
  if (success) return output
  throw new Refusal(400, issues.map((issue) => `${v.getDotPath(issue) ?? 'the body'}: ${issue.message}`).join('; '))
}
