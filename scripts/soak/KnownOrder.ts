import { COURIER } from './soakFixtures'

/** An order as its caller knows it from the answers. */
export interface KnownOrder {
  readonly orderId: string
  readonly bizId: string
  /** Not known where the answer that told it was lost. */
  waybillId: string | undefined
  readonly path: string[]
  cancelled: boolean
  /** What was asked for, and may be done or not: its answer was lost. */
  lost: 'placed' | 'cancelled' | { readonly station: string } | undefined
}

const party = {
  name: '张三',
  mobile: '18666666666',
  province: '广东省',
  city: '广州市',
  area: '海珠区',
  address: 'XX路',
}

/** What addOrder is called with. */
export function orderEvent({ orderId, bizId }: KnownOrder): object {
  return {
    addSource: 0,
    orderId,
    openid: 'oBuyer',
    deliveryId: COURIER,
    bizId,
    sender: party,
    receiver: party,
    cargo: { count: 1, weight: 1, spaceX: 10, spaceY: 10, spaceZ: 10, detailList: [{ name: '抱枕', count: 1 }] },
    shop: { wxaPath: '/index/index', imgUrl: 'https://mmbiz.qpic.cn/a/0', goodsName: '抱枕', goodsCount: 1 },
    insured: { useInsured: 0, insuredValue: 0 },
    service: { serviceType: 0, serviceName: '标准快件' },
  }
}
