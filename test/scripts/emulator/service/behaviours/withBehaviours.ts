import * as v from 'valibot'
import { isApiName } from '../../../../../cloudfunctions/openapi/apis'
import type { Message } from '../../../../../cloudfunctions/openapi/messages/Message'
import { behaviours } from '../../../../../scripts/emulator/service/behaviours'
import type { Push } from '../../../../../scripts/emulator/service/pushes'
import { WeChatError } from '../../../../../scripts/emulator/service/WeChatError'
import { Fixtures } from '../../../../../scripts/emulator/state/Fixtures'
import { Records } from '../../../../../scripts/emulator/state/Records'
import { type Seed, seedOf } from '../../../../../scripts/emulator/state/recordsSchema'
import { misfits } from '../../../../helpers/misfits'
import { temporaryFolder } from '../../../../helpers/temporaryFolder'

const appid = 'wx0000000000000000'

/** Calls behaviours directly, with new fixtures and records for each test of a file. */
export function withBehaviours() {
  const folder = temporaryFolder()
  const logged: Message[] = []
  const pushes: Push[] = []
  let fixtures: Fixtures
  let records: Records
  beforeEach(async () => {
    logged.length = 0
    pushes.length = 0
    fixtures = Fixtures.open(undefined, () => {})
    records = await Records.open(':memory:', { seed: () => seedOf({}, appid), log: () => {} })
  })
  afterEach(async () => {
    fixtures.close()
    await records.close()
  })
  return {
    /** What has been logged and pushed. */
    logged,
    pushes,
    records: () => records,
    /** Replaces the built-in fixtures. */
    fixtures(content: object): void {
      folder.write({ 'local-wechat.json': JSON.stringify(content) })
      fixtures = Fixtures.open(folder.path('local-wechat.json'), () => {})
    },
    /** Replaces all records. */
    seed(seed: Partial<Seed>): void {
      records.replace(seedOf(seed, appid))
    },
    /** Returns WeChat's response; a success must fit the result of the registry. A name without a family is of logistics. The rid of a refusal, which differs each time, is replaced by `RID`. */
    call(api: string, wireParams: object = {}, caller = appid): unknown {
      try {
        const call = {
          appid: caller,
          wireParams: { ...wireParams },
          fixtures,
          records,
          now: Math.floor(Date.now() / 1000),
          log: (why: Message) => logged.push(why),
          push: (push: Push) => pushes.push(push),
        }
        const name = api.includes('.') ? api : `logistics.${api}`
        if (!isApiName(name)) throw new Error(`there is no API ${name}`)
        const body = behaviours[name](call)
        expect(misfits(name, body)).toEqual([])
        return body
      } catch (error) {
        if (!(error instanceof WeChatError)) throw error
        const { errmsg, ...rest } = error.toJSON()
        return { ...rest, errmsg: errmsg.replace(/ rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/, ' rid: RID') }
      }
    },
  }
}

/** The response of a refusal. */
export const refused = (errcode: number, message: string, more: object = {}) => ({
  errcode,
  errmsg: `${message} rid: RID`,
  ...more,
})

/**
 * Returns the response of addOrder.
 *
 * @throws if the order was refused
 */
export const placedIn = (answer: unknown) => v.parse(v.object({ order_id: v.string(), waybill_id: v.string() }), answer)
