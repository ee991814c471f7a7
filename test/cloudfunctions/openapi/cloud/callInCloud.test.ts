import { createOpenApi } from '../../../../cloudfunctions/openapi/createOpenApi'
import { rejectionOf } from '../../../helpers/rejectionOf'

const ACCOUNT = { deliveryId: 'YUNDA', bizId: '123456' }
const OK = { errCode: 0, errMsg: 'openapi.logistics.getQuota:ok' }

/** A wx-server-sdk whose getQuota returns a result. */
function sdkThat(getQuota: (params: unknown) => Promise<unknown>) {
  return { openapi: { logistics: { getQuota } } }
}

describe('createOpenApi({ cloud })', () => {
  it("calls the SDK with WeChat's names, and returns its data", async () => {
    const getQuota = jest.fn(async (_params: unknown) => ({ errCode: 0, errMsg: 'whatever', quotaNum: 100 }))
    const openapi = createOpenApi({ cloud: sdkThat(getQuota) })

    expect(await openapi.logistics.getQuota(ACCOUNT)).toStrictEqual({ ...OK, quotaNum: 100 })
    expect(getQuota.mock.calls).toStrictEqual([[{ delivery_id: 'YUNDA', biz_id: '123456' }]])
  })

  it('reads only openapi of the SDK', async () => {
    const read: PropertyKey[] = []
    const cloud = new Proxy(
      sdkThat(async () => ({ quotaNum: 1 })),
      {
        get(target, name) {
          read.push(name)
          return Reflect.get(target, name)
        },
      },
    )
    await createOpenApi({ cloud }).logistics.getQuota(ACCOUNT)

    expect([...new Set(read)]).toStrictEqual(['openapi'])
  })

  it('rejects with an OpenApiError if the parameters are invalid, and does not call the SDK', async () => {
    const getQuota = jest.fn()
    const { logistics } = createOpenApi({ cloud: sdkThat(getQuota) })

    expect(
      (await rejectionOf(Reflect.apply(logistics.getQuota, undefined, [{ deliveryId: 'YUNDA' }]))).toJSON(),
    ).toEqual({
      errCode: -401002,
      errMsg: 'openapi.logistics.getQuota:fail parameter.bizId is missing',
    })
    expect(getQuota.mock.calls).toStrictEqual([])
  })

  it('rejects if the SDK calls a response a success that is not from WeChat', async () => {
    const { logistics } = createOpenApi({ cloud: sdkThat(async () => ({ errCode: 0, buffer: Buffer.from('<html>') })) })

    expect(await rejectionOf(logistics.getQuota(ACCOUNT))).toMatchObject({ errCode: -601001 })
  })

  it('rejects if the SDK does not have the API', async () => {
    const { logistics } = createOpenApi({ cloud: { openapi: {} } })

    expect((await rejectionOf(logistics.getQuota(ACCOUNT))).toJSON()).toStrictEqual({
      errCode: -1,
      errMsg:
        'openapi.logistics.getQuota:fail cloud.openapi.logistics.getQuota is not a function: is cloud wx-server-sdk?',
    })
  })

  it.each([[null], ['wx-server-sdk'], [{}], [{ openapi: undefined }], [() => {}]])('refuses %p as cloud', (cloud) => {
    expect(() => Reflect.apply(createOpenApi, undefined, [{ cloud }])).toThrow(new Error('cloud must be wx-server-sdk'))
  })

  it.each(['appid', 'secret', 'getAccessToken', 'cloudRun', 'baseUrl', 'timeoutMs', 'fetch', 'env'])(
    'refuses %s beside cloud, and does not repeat its value',
    (name) => {
      const options = { cloud: { openapi: {} }, [name]: 'hunter22' }

      expect(() => Reflect.apply(createOpenApi, undefined, [options])).toThrow(
        new Error(`cloud excludes every other option, such as ${name}`),
      )
    },
  )

  it('ignores other options that are undefined', async () => {
    const options = { cloud: sdkThat(async () => ({})), appid: undefined, timeoutMs: undefined }

    expect(await Reflect.apply(createOpenApi, undefined, [options]).logistics.getQuota(ACCOUNT)).toStrictEqual(OK)
  })
})
