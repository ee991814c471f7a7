import { apiNames, apis } from '../../../../cloudfunctions/openapi/apis'
import { actionTypes } from '../../../../cloudfunctions/openapi/apis/logistics/fields'
import { describeApis } from '../../../../scripts/emulator/routes/describeApis'
import { withLocalWeChat } from '../../../helpers/withLocalWeChat'

describe('GET /emulator/apis', () => {
  const wechat = withLocalWeChat()

  it('returns the registry as data', async () => {
    expect(await wechat.control('GET', 'apis')).toEqual({
      status: 200,
      body: JSON.parse(JSON.stringify(describeApis())),
    })
  })
})

describe('describeApis', () => {
  const described = describeApis()
  const of = (name: string) => described.apis.find((it) => it.name === name)

  it('describes every API, in the order of the registry', () => {
    expect(described.apis.map(({ name }) => name)).toEqual(apiNames())
    expect(of('logistics.getQuota')).toEqual({
      name: 'logistics.getQuota',
      https: { verb: 'POST', path: '/cgi-bin/express/business/quota/get' },
      cloud: true,
      params: [
        {
          path: 'deliveryId',
          kind: 'text',
          required: true,
          description: { en: 'required: the courier, from getAllDelivery', zh: '必填：快递公司 ID，见 getAllDelivery' },
        },
        {
          path: 'bizId',
          kind: 'text',
          required: true,
          description: { en: 'required: the customer code at the courier', zh: '必填：客户编码' },
        },
      ],
      secrets: [],
      codes: expect.any(Object),
    })
  })

  it('names the secret parameters', () => {
    expect(
      described.apis.filter(({ secrets }) => secrets.length > 0).map(({ name, secrets }) => [name, secrets]),
    ).toEqual([['logistics.bindAccount', ['password']]])
  })

  it('explains the codes of an API, of any API, and of calls of functions', () => {
    const { meaning, cause, next } = apis['logistics.bindAccount'].codes[9300529]
    expect(of('logistics.bindAccount')?.codes[9300529]).toEqual({ meaning, cause, next })
    expect(described.codes[-504003]?.meaning).toEqual({ en: 'the function took too long', zh: '云函数执行超时' })
    expect(described.codes[-604101]).toEqual({
      meaning: { en: 'the function has no permission for the API', zh: '云函数无此 API 权限' },
      cause: {
        en: 'not listed in config.json, or not effective yet',
        zh: 'config.json 没有声明该接口，或声明尚未生效',
      },
      next: {
        en: 'list it in config.json, upload again from the developer tools, wait ten minutes',
        zh: '在 config.json 中声明该接口，用开发者工具重新上传，等待十分钟',
      },
    })
  })

  it('says for each API how to resolve an unknown outcome, in both languages', () => {
    expect(of('logistics.addOrder')?.codes[-501001]?.next).toEqual(apis['logistics.addOrder'].ifResponseLost)
    expect(of('logistics.getPath')?.codes[-601001]?.next?.zh).toBe('没有任何改动，可以直接重试')
  })

  it('lists the steps of a parcel', () => {
    expect(described.actionTypes).toEqual(actionTypes)
  })
})
