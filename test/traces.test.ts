import { withLocalWeChat } from './helpers/withLocalWeChat'
import { refused, withBehaviours } from './scripts/emulator/service/behaviours/withBehaviours'
import { sampleParcel } from './scripts/emulator/service/sampleParcel'
import { sampleAccount } from './scripts/emulator/state/sampleAccount'

const DOC = 'developers.weixin.qq.com/community/develop/doc'
const { biz_id: bizId, ...withoutBizId } = sampleParcel

describe('names over HTTPS', () => {
  const log: string[] = []
  const wechat = withLocalWeChat({ verbose: true, log: (line) => log.push(line) })
  const post = async (path: string, body: object) =>
    wechat.https('POST', `/cgi-bin/express/business/${path}?access_token=${await wechat.token()}`, JSON.stringify(body))
  const bind = { type: 'bind', delivery_id: 'YUNDA', password: '123456789123456789' }

  it.each([
    ['addOrder', `2021-01-04, ${DOC}/000e4eed5bc3607e038bc1b4859400`, 'order/add', withoutBizId],
    ['bindAccount', 'assumed, by analogy', 'account/bind', bind],
  ])(
    '%s ignores bizId, misses biz_id (930561) and logs the name that WeChat expects (%s)',
    async (api, _, path, body) => {
      log.length = 0
      expect(await post(path, { ...body, bizId })).toMatchObject({ errcode: 930561 })
      expect(log.join('\n')).toContain(`logistics.${api}: bizId is ignored: WeChat expects biz_id`)
      await post('account/bind', { ...bind, biz_id: bizId })
      expect(await post(path, { ...body, biz_id: bizId })).not.toMatchObject({ errcode: 930561 })
    },
  )

  it('accept both spellings in our own function', async () => {
    const { type, password } = bind
    const spellings = [
      { bizId, deliveryId: 'YUNDA' },
      { biz_id: bizId, delivery_id: 'YUNDA' },
    ]
    for (const ids of spellings) {
      await wechat.control('POST', 'reset')
      expect(await wechat.callFunction('bindAccount', { type, password, ...ids })).toMatchObject({
        result: { errCode: 0 },
      })
    }
  })
})

describe('addOrder', () => {
  const wechat = withBehaviours()
  beforeEach(() => wechat.seed({ accounts: [sampleAccount('123456')] }))

  it(`without the ids, service: 47001 (2022-03-18, ${DOC}/000888daae8420d976adf5dcf56400)`, () => {
    const { order_id, service, ...rest } = withoutBizId
    expect(wechat.call('addOrder', rest)).toEqual(refused(47001, 'data format error'))
  })
})
