import { CallFunctionError, callFunction } from '../../../scripts/package/callFunction'
import { useFixtures } from '../../../scripts/package/suite/suite'
import { withLocalWeChat } from '../../helpers/withLocalWeChat'

const wechat = withLocalWeChat({ env: { ADMIN_OPENIDS: 'oAdmin' } })

/** Sets WX_API_BASE, which selects the local WeChat, or removes it. */
const setApiBase = (WX_API_BASE: string | undefined) =>
  jest.replaceProperty(process, 'env', { ...process.env, WX_API_BASE })

describe('callFunction', () => {
  it('returns the result of a function of the local WeChat in the environment', async () => {
    setApiBase(wechat.url())

    expect(await callFunction('getAllAccount', {}, { openid: 'oAdmin' })).toEqual({
      errMsg: 'cloud.callFunction:ok',
      requestID: expect.any(String),
      result: { errCode: 0, errMsg: 'openapi.logistics.getAllAccount:ok', count: 0, list: [] },
    })
  })

  it.each([
    [{ openid: 'oStranger' }, -401001],
    [{ unionid: 'oAdmin' }, 0],
    [{ openid: 'oOther', fromOpenid: 'oAdmin' }, 0],
    [{ source: 'wx_client' }, -401001],
    [{ source: 'none' }, -501007],
    [{}, 0],
  ])('calls a function as %j', async (caller, errCode) => {
    const { result } = await callFunction('getAllAccount', {}, { ...caller, url: wechat.url() })

    expect(result.errCode).toBe(errCode)
  })

  it('rejects with the same error as wx.cloud.callFunction', async () => {
    const failing = callFunction('none', {}, { url: wechat.url() })

    await expect(failing).rejects.toThrow(CallFunctionError)
    await expect(failing).rejects.toMatchObject({
      errCode: -501000,
      errMsg: 'cloud.callFunction:fail Error: errCode: -501000 | errMsg: FunctionName parameter could not be found',
    })
  })

  it('says what to do if there is no local WeChat', async () => {
    setApiBase(undefined)

    await expect(callFunction('getAllAccount')).rejects.toThrow('no local WeChat: use preset "wx-logistics"')
  })

  it('sends nothing to another machine', async () => {
    setApiBase('https://api.weixin.qq.com')

    await expect(callFunction('getAllAccount')).rejects.toThrow('https://api.weixin.qq.com is not a local WeChat')
  })
})

describe('useFixtures', () => {
  it('says which preset it requires', async () => {
    await expect(useFixtures({})).rejects.toThrow('useFixtures is for tests with preset "wx-logistics"')
  })
})
