import type { State } from '../service/WeChat'
import type { Draft } from './formValues'

/** A fictional address. */
const PLACE = { province: '广东省', city: '广州市', area: '海珠区', address: '新港中路 397 号' }
const SANDBOX = {
  delivery_id: 'TEST',
  biz_id: 'test_biz_id',
  service: { serviceType: 1, serviceName: 'test_service_name' },
}

/** The format that the page of bindAccount prescribes for EMS: https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_bindaccount.html */
const REMARK = '电话：13800000000 联系人：张三 服务类型：标准快递 发货地址：广东省广州市海珠区新港中路 397 号'

/**
 * Returns parameters that the local WeChat accepts, to fill in a form; undefined for APIs with short forms.
 *
 * @param api the name of the API
 */
export function exampleOf(api: string, state: State | undefined): Draft | undefined {
  switch (api) {
    case 'logistics.bindAccount':
      return exampleBind(state)
    case 'logistics.addOrder':
      return exampleOrder(state)
    default:
      return undefined
  }
}

/** Accounts of the first mini program, for which the page makes its calls. */
function ownAccounts(state: State | undefined): State['accounts'] {
  return state?.accounts.filter(({ appid }) => appid === state.miniPrograms[0].appid) ?? []
}

/** Binds a customer that is not bound yet. */
function exampleBind(state: State | undefined): Draft {
  const { customers = [] } = state ?? {}
  const accounts = ownAccounts(state)
  const free = customers.find(
    ({ delivery_id, biz_id }) =>
      !accounts.some((it) => it.delivery_id === delivery_id && it.biz_id === biz_id && it.status_code < 2),
  )
  return {
    type: 'bind',
    deliveryId: free?.delivery_id,
    bizId: free?.biz_id,
    ...(free?.needs_review && { remarkContent: REMARK }),
  }
}

/** Orders with a bound account, or in the sandbox if no account is bound. */
function exampleOrder(state: State | undefined): Draft {
  const { couriers = [], miniPrograms = [] } = state ?? {}
  const account = ownAccounts(state).find((it) => it.status_code === 0)
  const courier = couriers.find((it) => it.delivery_id === account?.delivery_id)
  const [service] = courier?.service_type ?? []
  const { delivery_id, biz_id } = account ?? SANDBOX
  const [member = 'oBuyer'] = Object.values(miniPrograms[0]?.members ?? {}).flat()
  return {
    addSource: 0,
    orderId: `order-${Date.now().toString(36)}`,
    openid: member,
    deliveryId: delivery_id,
    bizId: biz_id,
    sender: { name: '张三', mobile: '13800000001', ...PLACE },
    receiver: { name: '李四', mobile: '13800000002', ...PLACE, city: '深圳市', area: '南山区', address: '科技园 1 号' },
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
    service:
      account && service ? { serviceType: service.service_type, serviceName: service.service_name } : SANDBOX.service,
    // In two hours. SF does not send a courier without it.
    expectTime: Math.floor(Date.now() / 1000) + 7200,
  }
}
