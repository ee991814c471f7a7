import type { ApiName, Params } from '../../../cloudfunctions/openapi/apis'
import { sandbox } from '../../../cloudfunctions/openapi/apis/sandbox'
import { actionTypes } from '../../../cloudfunctions/openapi/apis/texts'
import type { Text } from '../../../cloudfunctions/openapi/codes/Code'
import type { Courier, FixturesContent } from '../state/fixturesSchema'
import { BOUND, NORMAL, type Order, REVIEWING, type RecordsData } from '../state/recordsSchema'
import { newWaybill } from './orders/newWaybill'
import { sandboxCourier } from './orders/sandboxCourier'

/** Example parameters of an API. */
interface Filled<P extends object> {
  /** Under the camelCase names. */
  params: P
  /** What to know before sending them. */
  note?: Text
}

/** An example, or a note that says why no example is possible. */
export type Example = Filled<object> | { params?: undefined; note: Text }

/** There is no example. */
class NoExampleError extends Error {
  constructor(readonly note: Text) {
    super(note.en)
  }
}

/** The records that an example depends on. */
type Records = Pick<RecordsData, 'accounts' | 'orders' | 'quotas'>

/** What examples are made from. */
interface Situation extends Records {
  fixtures: FixturesContent
  /** Whether the examples are to be sent in order to a local WeChat without records. */
  isFresh: boolean
  /** The courier of the example (default: any). */
  deliveryId?: string | undefined
}

/** A customer code at a courier. */
type Code = Pick<FixturesContent['customers'][number], 'delivery_id' | 'biz_id'>

const NOTHING: Records = { accounts: [], orders: [], quotas: [] }

/** A fictional address. */
const PLACE = { province: '广东省', city: '广州市', area: '海珠区', address: '新港中路 397 号' }

/** The format that the page of bindAccount prescribes for EMS: https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_bindaccount.html */
const REMARK = '电话：13800000000 联系人：张三 服务类型：标准快递 发货地址：广东省广州市海珠区新港中路 397 号'

const examples: { readonly [N in ApiName]: (situation: Situation) => Filled<Params<N>> } = {
  'logistics.bindAccount': exampleBind,
  'logistics.getAllAccount': () => ({ params: {} }),
  'logistics.getAllDelivery': () => ({ params: {} }),
  'logistics.getQuota': exampleQuota,
  'logistics.addOrder': exampleOrder,
  'logistics.getOrder': (situation) => ofOrder(situation, (ids) => ids),
  'logistics.batchGetOrder': (situation) => ofOrder(situation, ({ openid: _, ...ids }) => ({ orderList: [ids] })),
  'logistics.cancelOrder': (situation) => ofOrder(situation, (ids) => ids, isCancellable),
  'logistics.getPath': (situation) => ofOrder(situation, (ids) => ids),
  'logistics.getPrinter': () => ({ params: {} }),
  'logistics.updatePrinter': ({ fixtures }) => ({
    params: { openid: openidOf(fixtures), updateType: 'bind', tagidList: '123,456' },
  }),
  'logistics.testUpdateOrder': (situation) =>
    ofOrder({ ...situation, deliveryId: sandbox.deliveryId }, ({ orderId, waybillId }, placedAt) => ({
      ...sandbox,
      orderId,
      waybillId,
      actionTime: placedAt,
      actionType: 100001,
      actionMsg: actionTypes[100001]?.zh ?? '',
    })),
}

/**
 * Returns example parameters that the local WeChat accepts from the first mini program of the fixtures.
 *
 * @param records the accounts and orders that exist; undefined if the examples are to be sent in order to a local WeChat
 *   without records. The example of addOrder uses the account that the example of bindAccount binds, or the sandbox if nothing
 *   is bound; the examples that need an order use the one that the example of addOrder places.
 * @param deliveryId the courier (default: the first one that suits)
 * @example
 * exampleOf('logistics.bindAccount', defaultFixtures()).params
 * // { type: 'bind', deliveryId: 'YTO', bizId: '123456', password: '123456789123456789' }
 */
export function exampleOf(api: ApiName, fixtures: FixturesContent, records?: Records, deliveryId?: string): Example {
  const { appid } = fixtures.miniPrograms[0]
  const own = <T extends { appid: string }>(list: readonly T[]) => list.filter((it) => it.appid === appid)
  const { accounts, orders, quotas } = records ?? NOTHING
  const isFresh = records === undefined
  try {
    if (deliveryId !== undefined) courierOf(fixtures, deliveryId)
    return examples[api]({ fixtures, accounts: own(accounts), orders: own(orders), quotas, deliveryId, isFresh })
  } catch (error) {
    if (error instanceof NoExampleError) return { note: error.note }
    throw error
  }
}

function exampleBind(situation: Situation): Filled<Params<'logistics.bindAccount'>> {
  const codes = bindable(situation)
  const [first] = codes
  if (first === undefined) throw noCustomer(situation.deliveryId)
  const free = codes.find((it) => !isTaken(situation, it))
  if (free === undefined) {
    return {
      params: { type: 'unbind', deliveryId: first.delivery_id, bizId: first.biz_id },
      note: {
        en: `${nameOf(first)} is bound or under review already. This example unbinds it, so that it can be bound again.`,
        zh: `${nameOf(first)} 已绑定或正在审核。本示例先解绑，之后可以重新绑定。`,
      },
    }
  }
  const { delivery_id, biz_id, password, needs_password, needs_review } = free
  const params = {
    type: 'bind',
    deliveryId: delivery_id,
    bizId: biz_id,
    ...(needs_password && { password }),
    ...(needs_review && { remarkContent: REMARK }),
  } as const
  if (needs_review) {
    const note = {
      en: `${delivery_id} reviews bindings. The response is 9300532 (under review); then decide the review on the page.`,
      zh: `${delivery_id} 绑定需要审核。会返回 9300532（审核中），之后在管理页面上通过或拒绝。`,
    }
    return { params, note }
  }
  if (free === first) return { params }
  const note = {
    en: `${nameOf(first)} is bound already. This example binds ${nameOf(free)}.`,
    zh: `${nameOf(first)} 已经绑定，本示例绑定 ${nameOf(free)}。`,
  }
  return { params, note }
}

function exampleQuota(situation: Situation): Filled<Params<'logistics.getQuota'>> {
  const account = accountOf(situation, ({ can_get_quota }) => can_get_quota === 1)
  if (account === undefined) {
    throw new NoExampleError({
      en: 'Only franchise couriers (can_get_quota 1) have a balance of e-waybills, and the fixtures have no customer at one.',
      zh: '只有加盟制快递公司（can_get_quota 为 1）有电子面单余额，而初始数据里没有这样的客户。',
    })
  }
  const { delivery_id, biz_id, ...rest } = account
  return { params: { deliveryId: delivery_id, bizId: biz_id }, ...rest }
}

function exampleOrder(situation: Situation): Filled<Params<'logistics.addOrder'>> {
  const { fixtures, orders } = situation
  const { delivery_id, biz_id, ...rest } = payer(situation)
  const [service] = courierOf(fixtures, delivery_id).service_type
  const ids = new Set(orders.map(({ order_id }) => order_id))
  let number = 1
  while (ids.has(`example-${number}`)) number++
  return {
    params: {
      addSource: 0,
      orderId: `example-${number}`,
      openid: openidOf(fixtures),
      deliveryId: delivery_id,
      bizId: biz_id,
      sender: { name: '张三', mobile: '13800000001', ...PLACE },
      receiver: {
        name: '李四',
        mobile: '13800000002',
        ...PLACE,
        city: '深圳市',
        area: '南山区',
        address: '科技园 1 号',
      },
      cargo: {
        count: 1,
        weight: 1.2,
        spaceX: 20,
        spaceY: 15,
        spaceZ: 10,
        detailList: [{ name: '微信气泡狗抱枕', count: 1 }],
      },
      shop: {
        wxaPath: '/index/index',
        imgUrl: 'https://example.com/dog.png',
        goodsName: '微信气泡狗抱枕',
        goodsCount: 1,
      },
      insured: { useInsured: 0, insuredValue: 0 },
      // A courier without services in the fixtures accepts any.
      service: { serviceType: service?.service_type ?? 0, serviceName: service?.service_name ?? '标准快递' },
      // 0: the merchant has agreed on a time with the courier.
      expectTime: 0,
    },
    ...rest,
  }
}

/** Returns the account that an order uses. The sandbox, which accepts members only, and cash (现付) need no binding. */
function payer(situation: Situation): Code & { note?: Text } {
  const { fixtures, deliveryId, accounts, isFresh } = situation
  if (deliveryId === sandbox.deliveryId) return inSandbox(fixtures)
  const nothingBound = !isFresh && !accounts.some((it) => it.status_code === BOUND)
  if (deliveryId === undefined && nothingBound && membersOf(fixtures).length > 0) {
    const note = {
      en: 'No account is bound yet, so this example places an order in the sandbox.',
      zh: '还没有绑定账号，本示例在沙盒中下单。',
    }
    return { ...inSandbox(fixtures), note }
  }
  const account = accountOf(situation, () => true)
  if (account !== undefined) return account
  if (deliveryId === undefined) return inSandbox(fixtures)
  const { can_use_cash, cash_biz_id } = courierOf(fixtures, deliveryId)
  if (can_use_cash === 1) return { delivery_id: deliveryId, biz_id: cash_biz_id }
  throw noCustomer(deliveryId)
}

/** Parameters that name an order. */
interface OrderIds {
  orderId: string
  openid: string
  deliveryId: string
  waybillId: string
}

/**
 * Returns an example for the last order, or for the one that the example of addOrder places.
 *
 * @param toParams gets the ids and the time of the order, in seconds
 */
function ofOrder<P extends object>(
  situation: Situation,
  toParams: (ids: OrderIds, placedAt: number) => P,
  suits: (order: Order) => boolean = () => true,
): Filled<P> {
  const { orders, deliveryId } = situation
  const order = orders.filter((it) => (deliveryId ?? it.delivery_id) === it.delivery_id && suits(it)).at(-1)
  if (order) {
    const { order_id, openid, delivery_id, waybill_id, create_time } = order
    return {
      params: toParams({ orderId: order_id, openid, deliveryId: delivery_id, waybillId: waybill_id }, create_time),
    }
  }
  const { params } = exampleOrder(situation)
  const { orderId, openid = '', bizId: biz_id, receiver } = params
  const now = Math.floor(Date.now() / 1000)
  const wire = { delivery_id: params.deliveryId, biz_id, order_id: orderId, receiver: { city: receiver.city ?? '' } }
  const { waybill_id } = newWaybill(wire, now)
  return {
    params: toParams({ orderId, openid, deliveryId: params.deliveryId, waybillId: waybill_id }, now),
    note: {
      en: `There is no such order yet. Send the example of addOrder for ${params.deliveryId} first, then get this example again.`,
      zh: `还没有这样的订单。请先发送 addOrder 的 ${params.deliveryId} 示例，再重新获取本示例。`,
    },
  }
}

function isCancellable({ order_status, path_item_list }: Order): boolean {
  return order_status === NORMAL && path_item_list.length === 0
}

/** Returns a bound account, or else the one to bind first, at a courier that suits; undefined if there is no customer at one. */
function accountOf(situation: Situation, suits: (courier: Courier) => boolean): (Code & { note?: Text }) | undefined {
  const codes = bindable(situation).filter(({ delivery_id }) => suits(courierOf(situation.fixtures, delivery_id)))
  const bound = codes.find((it) => statusOf(situation, it) === BOUND && hasQuota(situation, it))
  if (bound) return { delivery_id: bound.delivery_id, biz_id: bound.biz_id }
  const free = codes.find((it) => !isTaken(situation, it))
  const code = free ?? codes[0]
  if (code === undefined) return undefined
  const { delivery_id, biz_id } = code
  const note = free
    ? {
        en: `${nameOf(code)} must be bound first: send the example of bindAccount for ${delivery_id}.`,
        zh: `${nameOf(code)} 须先绑定：请先发送 bindAccount 的 ${delivery_id} 示例。`,
      }
    : {
        en: `${nameOf(code)} is under review or has no e-waybills left, so WeChat refuses the call.`,
        zh: `${nameOf(code)} 正在审核，或电子面单余额已用完，调用会被拒绝。`,
      }
  return { delivery_id, biz_id, note }
}

/** Lists the customers that can be bound: without a review and with a balance first, since all examples work for them. */
function bindable({ fixtures, deliveryId }: Situation): FixturesContent['customers'] {
  const rank = ({ delivery_id, needs_review, quota_num }: FixturesContent['customers'][number]) => {
    if (needs_review) return 2
    return courierOf(fixtures, delivery_id).can_get_quota === 1 && quota_num > 0 ? 0 : 1
  }
  return fixtures.customers
    .filter(({ delivery_id, biz_id }) => {
      const courier = fixtures.couriers.find((it) => it.delivery_id === delivery_id)
      return courier && courier.cash_biz_id !== biz_id && (deliveryId ?? delivery_id) === delivery_id
    })
    .sort((a, b) => rank(a) - rank(b))
}

function statusOf({ accounts }: Situation, { delivery_id, biz_id }: Code): number | undefined {
  return accounts.find((it) => it.delivery_id === delivery_id && it.biz_id === biz_id)?.status_code
}

/** Returns whether a customer code is bound or under review. */
function isTaken(situation: Situation, code: Code): boolean {
  const status = statusOf(situation, code)
  return status === BOUND || status === REVIEWING
}

/** Returns whether a customer can place an order: a franchise courier takes one e-waybill for each. */
function hasQuota(
  { fixtures, quotas }: Situation,
  { delivery_id, biz_id, quota_num }: FixturesContent['customers'][number],
): boolean {
  const used = quotas.find((it) => it.delivery_id === delivery_id && it.biz_id === biz_id)?.used ?? 0
  return courierOf(fixtures, delivery_id).can_get_quota === 0 || used < quota_num
}

/** @throws NoExampleError if the fixtures do not have the courier */
function courierOf({ couriers }: FixturesContent, deliveryId: string): Courier {
  const courier = [...couriers, sandboxCourier].find((it) => it.delivery_id === deliveryId)
  if (courier) return courier
  const ids = [...couriers.map((it) => it.delivery_id), sandbox.deliveryId]
  throw new NoExampleError({
    en: `The fixtures have no courier ${deliveryId}. They have ${ids.join(', ')}.`,
    zh: `初始数据里没有快递公司 ${deliveryId}，现有：${ids.join('、')}。`,
  })
}

/** Returns a member of the first mini program, since the sandbox accepts no one else; or a user. */
function openidOf(fixtures: FixturesContent): string {
  const [{ users = [] }] = fixtures.miniPrograms
  return [...membersOf(fixtures), ...users][0] ?? 'oBuyer'
}

function membersOf({ miniPrograms: [{ members = {} }] }: FixturesContent): string[] {
  return Object.values(members).flat()
}

/** @throws NoExampleError if the mini program has no members: the sandbox refuses everyone else (930559) */
function inSandbox(fixtures: FixturesContent): Code {
  if (membersOf(fixtures).length > 0) return { delivery_id: sandbox.deliveryId, biz_id: sandbox.bizId }
  throw new NoExampleError({
    en: 'The sandbox accepts members only: add an openid to members.admin of the first mini program in the fixtures.',
    zh: '沙盒只对小程序成员开放：请在初始数据里第一个小程序的 members.admin 中添加一个 openid。',
  })
}

function nameOf({ delivery_id, biz_id }: Code): string {
  return `${delivery_id} ${biz_id}`
}

function noCustomer(deliveryId: string | undefined): NoExampleError {
  if (deliveryId === sandbox.deliveryId) {
    return new NoExampleError({
      en: `${deliveryId} needs no binding: use it directly in addOrder.`,
      zh: `${deliveryId} 无需绑定，可直接用于 addOrder。`,
    })
  }
  const [en, zh] = deliveryId === undefined ? ['', ''] : [` at ${deliveryId}`, `没有 ${deliveryId} 的`]
  return new NoExampleError({
    en: `The fixtures have no customer${en}: add one to customers.`,
    zh: `初始数据里${zh || '没有'}客户：请在 customers 中添加。`,
  })
}
