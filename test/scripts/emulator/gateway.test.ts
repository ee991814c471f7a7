import type { main as Main } from '../../../cloudfunctions/bindAccount'
import { createLocalWeChat, type LocalWeChat } from '../../../scripts/emulator/createLocalWeChat'
import { catchLog } from '../../catchLog'
import { lookLikeACloudFunction } from '../../lookLikeACloudFunction'
import { recordingGateway } from '../../recordingGateway'
import { sample } from '../../withLocalWeChat'

catchLog()

/** main in this process, unbuilt, through the real and unmodified SDK. */
describe('main through wx-server-sdk', () => {
  let wechat: LocalWeChat
  let gateway: Awaited<ReturnType<typeof recordingGateway>>
  let main: typeof Main
  beforeAll(async () => {
    wechat = await createLocalWeChat()
    gateway = await recordingGateway(wechat.url)
    lookLikeACloudFunction(gateway.url)
    main = jest.requireActual<{ main: typeof Main }>('../../../cloudfunctions/bindAccount').main
  })
  beforeEach(() => gateway.calls.splice(0))
  afterAll(async () => {
    gateway.close()
    await wechat.close()
  })
  const ok = { errCode: 0, errMsg: 'openapi.logistics.bindAccount:ok' }

  it('sends the five parameters as JSON text under their names on the wire', async () => {
    const event = { ...sample, remarkContent: '电话：10086' }
    expect(await main(event)).toStrictEqual(ok)
    expect(gateway.calls).toStrictEqual([
      {
        type: '"bind"',
        biz_id: '"123456"',
        delivery_id: '"YUNDA"',
        password: '"123456789123456789"',
        remark_content: '"电话：10086"',
      },
    ])
  })

  it('sends neither what WeChat injects nor an optional parameter that is empty', async () => {
    const event = { type: 'unbind', biz_id: '123456', delivery_id: 'YUNDA', password: '', remarkContent: undefined }
    expect(await main({ ...event, userInfo: { appId: 'wx0', openId: 'o' }, tcbContext: {} })).toStrictEqual(ok)
    expect(gateway.calls).toStrictEqual([{ type: '"unbind"', biz_id: '"123456"', delivery_id: '"YUNDA"' }])
  })

  it("gives back WeChat's errCode and errMsg", async () => {
    expect(await main({ ...sample, password: 'wrong-password' })).toStrictEqual({
      errCode: 9300531,
      errMsg: expect.stringMatching(
        /^openapi\.logistics\.bindAccount:fail invalid biz_id or password rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/,
      ),
    })
  })

  it('sends nothing when the event is not accepted', async () => {
    expect(await main({ ...sample, bizId: 7 })).toMatchObject({ errCode: -401003 })
    expect(gateway.calls).toStrictEqual([])
  })
})
