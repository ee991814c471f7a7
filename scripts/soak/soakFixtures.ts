import { defaultFixtures } from '../emulator/state/defaultFixtures'
import type { FixturesContent } from '../emulator/state/fixturesSchema'
import { PUSHED_TO } from './troubles'

export const COURIER = 'YUNDA'
export const PASSWORD = '123456789123456789'
/** A customer of whom many order, and who has few e-waybills. */
export const SCARCE = { bizId: 'scarce', quota: 40 }

/** More than anybody orders. */
const PLENTY = 1_000_000

/**
 * The fixtures of a soak.
 *
 * @param free customers that callers bind and unbind
 * @param bound customers that are bound from the start, and that order
 */
export function soakFixtures(free: readonly string[], bound: readonly string[]): FixturesContent {
  const fixtures = defaultFixtures()
  const customer = {
    delivery_id: COURIER,
    password: PASSWORD,
    needs_password: true,
    needs_review: false,
    quota_num: PLENTY,
  }
  const ordering = [...bound, SCARCE.bizId]
  return {
    ...fixtures,
    customers: [...free, ...ordering].map((biz_id) => ({
      ...customer,
      biz_id,
      ...(biz_id === SCARCE.bizId && { quota_num: SCARCE.quota }),
    })),
    accounts: ordering.map((biz_id) => ({
      delivery_id: COURIER,
      biz_id,
      status_code: 0,
      alias: '',
      remark_wrong_msg: '',
      remark_content: '',
    })),
    pushes: [{ MsgType: 'event', Event: 'add_express_path', function: PUSHED_TO }],
  }
}
