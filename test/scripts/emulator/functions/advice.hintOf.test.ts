import { hintOf } from '../../../../scripts/emulator/functions/advice'
import { returnedIn } from '../../../helpers/callFunction'
import { order } from '../../../helpers/order'
import { temporaryFolder } from '../../../helpers/temporaryFolder'
import { withLocalWeChat } from '../../../helpers/withLocalWeChat'

const bound = { type: 'bind', biz_id: '123456', delivery_id: 'YUNDA', password: 'hunter22' }

describe('hintOf', () => {
  it.each([
    {
      what: 'a name that the SDK has converted',
      wireParams: { ...bound, biz_id: undefined, biz_i_d: '123456' },
      en: 'Check the parameters: parameter.bizID is unknown, did you mean "bizId"? (known: type, bizId, deliveryId, password, remarkContent).',
      zh: '请检查参数：参数 bizID 不存在，是否应为 "bizId"？（可用：type, bizId, deliveryId, password, remarkContent）',
    },
    {
      what: 'a misspelt name',
      wireParams: { ...bound, password: undefined, pasword: 'hunter22' },
      en: 'Check the parameters: parameter.pasword is unknown, did you mean "password"? (known: type, bizId, deliveryId, password, remarkContent).',
      zh: '请检查参数：参数 pasword 不存在，是否应为 "password"？（可用：type, bizId, deliveryId, password, remarkContent）',
    },
    {
      what: 'a missing parameter',
      wireParams: { type: 'bind', delivery_id: 'YUNDA' },
      en: 'Check the parameters: parameter.bizId is missing.',
      zh: '请检查参数：参数 bizId 缺失',
    },
  ])('names $what, and no value', ({ wireParams, en, zh }) => {
    expect(hintOf('logistics.bindAccount', wireParams, 40097)).toStrictEqual({ en, zh })
  })

  it('does not show a name that is not near a known one, because it may be a password', () => {
    const { password, ...params } = bound

    expect(hintOf('logistics.bindAccount', { ...params, [password]: '' }, 9300531)?.en).toBe(
      'Check the parameters: event has an unknown parameter (known: type, bizId, deliveryId, password, remarkContent).',
    )
  })

  it('names the path of a nested parameter', () => {
    const { cargo, ...others } = order
    const { weight: _, ...light } = cargo

    expect(hintOf('logistics.addOrder', { ...others, cargo: light }, 40097)?.en).toBe(
      'Check the parameters: parameter.cargo.weight is missing.',
    )
  })

  it('returns the usual cause and the next step if the parameters are accepted', () => {
    expect(hintOf('logistics.bindAccount', { ...bound, delivery_id: 'JD' }, 9300503)).toStrictEqual({
      en: 'deliveryId is not in the list of getAllDelivery; JD Express is JDL, not JD; use a deliveryId from getAllDelivery.',
      zh: 'deliveryId 不在 getAllDelivery 的列表中；京东快递是 JDL，不是 JD；以 getAllDelivery 返回的 deliveryId 为准',
    })
  })

  it('says where to look up a code that is not documented', () => {
    expect(hintOf('logistics.bindAccount', bound, 123)).toStrictEqual({
      en: 'look the code up at https://developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode.html.',
      zh: '请查错误码：https://developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode.html',
    })
  })
})

describe('the documented sample with a mistake, in a function of the user', () => {
  const functions = temporaryFolder('shared')
  beforeAll(() =>
    functions.write({
      'bind/index.js': `
        const cloud = require(${JSON.stringify(require.resolve('wx-server-sdk'))})
        cloud.init()
        exports.main = async (event) => {
          try {
            return await cloud.openapi.logistics.bindAccount(event.params)
          } catch (err) {
            return err
          }
        }`,
      'bind/config.json': '{"permissions":{"openapi":["logistics.bindAccount"]}}',
    }),
  )
  const lines: string[] = []
  const wechat = withLocalWeChat(() => ({ functions: functions.path(), log: (line) => lines.push(line) }))
  beforeEach(() => lines.splice(0))

  it.each([
    {
      params: { type: 'bind', bizID: '123456', deliveryId: 'YUNDA', password: 'hunter22' },
      result: {
        errCode: 930561,
        errMsg: expect.stringMatching(/^openapi\.logistics\.bindAccount:fail args error rid: /),
      },
      hint: 'parameter.bizID is unknown, did you mean "bizId"?',
    },
    {
      params: { type: 'bind', bizId: '123456', deliveryId: 'YUNDA', pasword: 'hunter22' },
      result: { errCode: 9300531, errMsg: expect.stringContaining(':fail invalid biz_id or password rid: ') },
      hint: 'parameter.pasword is unknown, did you mean "password"?',
    },
    {
      params: { type: 'bind', bizId: '123456', deliveryId: 'JD', password: 'hunter22' },
      result: { errCode: 9300503, errMsg: expect.any(String) },
      hint: 'JD Express is JDL, not JD',
    },
  ])("gets WeChat's response; log and page add: $hint", async ({ params, result, hint }) => {
    const { requestID, result: returned } = returnedIn(await wechat.callFunction('bind', { params }, 'oUser'))
    const { body: calls } = await wechat.control('GET', 'calls')
    const line = lines.find((it) => it.includes(' cloud call '))

    expect(returned).toEqual(result)
    expect(line).toContain(` ${requestID.slice(0, 8)} cloud call logistics.bindAccount ${result.errCode} `)
    expect(line).toContain(hint)
    expect(calls[0]).toMatchObject({ requestId: requestID, note: { en: expect.stringContaining(hint) } })
    expect(JSON.stringify([lines, calls[0]])).not.toContain('hunter22')
  })
})
