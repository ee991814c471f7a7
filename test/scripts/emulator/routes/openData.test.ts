import { returnedIn } from '../../../helpers/callFunction'
import { temporaryFolder } from '../../../helpers/temporaryFolder'
import { withLocalWeChat } from '../../../helpers/withLocalWeChat'

const appid = 'wx0000000000000000'
const functions = temporaryFolder('shared')
beforeAll(() =>
  functions.write({
    'it/index.js': `const cloud = require(${JSON.stringify(require.resolve('wx-server-sdk'))})
      cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
      exports.main = async ({ userInfo, tcbContext, code, list, ...event }) => {
        try {
          if (code !== undefined) return await cloud.openapi.phonenumber.getPhoneNumber({ code })
          return list ? await cloud.getOpenData({ list }) : event
        } catch ({ errCode }) {
          return errCode
        }
      }`,
    'it/config.json': '{ "permissions": { "openapi": ["phonenumber.getPhoneNumber"] } }',
  }),
)
const wechat = withLocalWeChat(() => ({
  functions: functions.path(),
  fixtures: {
    miniPrograms: [
      {
        ...{ appid, secret: 'local-secret' },
        users: [{ openid: 'oUser', phone: '13800000000' }, { openid: 'oOther', phone: '13900000000' }, 'oNoPhone'],
      },
    ],
  },
}))
const phoneOf = (phone: string) => ({
  ...{ phoneNumber: phone, purePhoneNumber: phone, countryCode: '86' },
  watermark: { appid, timestamp: expect.any(Number) },
})
async function call(data: object, openid: string) {
  const headers = { 'x-wx-openid': openid }
  const response = await fetch(wechat.url('/functions/it'), { method: 'POST', body: JSON.stringify(data), headers })
  return returnedIn(await response.json()).result
}
const lastNote = async () => {
  const { body } = await wechat.control('GET', 'calls')
  return body.filter((it) => it.channel !== 'function').at(-1)?.note
}

describe('a CloudID in the data of a function', () => {
  it('is replaced by the phone number of the user, as a field but not deeper', async () => {
    const cloudID = 'cloudID:oUser'
    expect(await call({ phone: cloudID, deep: { cloudID } }, 'oUser')).toEqual({
      phone: { cloudID, data: phoneOf('13800000000') },
      deep: { cloudID },
    })
  })

  it.each(['cloudID:oOther', 'cloudID:oNoPhone', 'cloudID:', '29_x'])('stays as it is for %s', async (id) => {
    expect(await call({ id }, 'oUser')).toEqual({ id })
  })
})

describe('cloud.getOpenData', () => {
  it.each([
    ['cloudID:oOther', -601007],
    ['cloudID:oNoPhone', -601005],
    ['29_x', -601005],
  ])('refuses %s with %d', async (id, errCode) => {
    expect(await call({ list: [id] }, 'oUser')).toBe(errCode)
  })
})

describe('phonenumber.getPhoneNumber', () => {
  it('accepts the openid of a user as code, and returns the phone number of the caller for any other code', async () => {
    expect(await call({ code: 'oOther' }, 'oUser')).toMatchObject({ phoneInfo: phoneOf('13900000000') })
    expect(await call({ code: 'real' }, 'oUser')).toMatchObject({ phoneInfo: phoneOf('13800000000') })
  })

  it('says what to add to the fixtures if they have no phone number', async () => {
    expect(await call({ code: 'oNoPhone' }, 'oNoPhone')).toBe(40029)
    expect(await lastNote()).toEqual({
      en: 'Only phone numbers of users in the fixtures are simulated; as code use the openid, as CloudID cloudID:OPENID. Add to users of the mini program: {"openid":"oNoPhone","phone":"13800000000"}',
      zh: '只模拟初始数据里用户的手机号：code 用其 openid，CloudID 用 cloudID:OPENID。请在小程序的 users 里添加：{"openid":"oNoPhone","phone":"13800000000"}',
    })
    expect(await call({ code: '' }, 'oUser')).toBe(40029)
  })

  it('works over HTTPS', async () => {
    const path = `/wxa/business/getuserphonenumber?access_token=${await wechat.token()}`
    expect(await wechat.https('POST', path, '{"code":"oUser"}')).toEqual({
      ...{ errcode: 0, errmsg: 'ok', phone_info: phoneOf('13800000000') },
    })
    expect(await wechat.https('POST', path, '{"code":"x"}')).toMatchObject({ errcode: 40029 })
  })
})
