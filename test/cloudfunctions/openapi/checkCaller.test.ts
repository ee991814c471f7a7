import { checkCaller } from '../../../cloudfunctions/openapi/checkCaller'
import { deepFreeze } from '../../deepFreeze'
import { failureOf } from '../../failureOf'

const api = 'logistics.bindAccount'
const HTTP_ACCESS = { httpMethod: 'POST', headers: { host: 'example.com' }, path: '/', body: '{}' }

describe('checkCaller', () => {
  it.each([
    { who: 'the one admin', admins: 'oAdmin', caller: 'oAdmin' },
    { who: 'one of several', admins: 'oBoss,oAdmin', caller: 'oAdmin' },
    { who: 'one in a list with spaces and empty items', admins: ' oBoss , oAdmin ,,', caller: 'oAdmin' },
    { who: 'a call without an end user', admins: 'oAdmin', caller: undefined },
    { who: 'a call without an end user where nobody is an admin', admins: '', caller: undefined },
  ])('allows $who', ({ admins, caller }) => {
    jest.replaceProperty(process, 'env', { ADMIN_OPENIDS: admins })

    expect(checkCaller({ api, caller }, {})).toBeUndefined()
  })

  it.each([
    { who: 'a visitor where the variable is not set', env: {}, caller: 'oVisitor' },
    { who: 'a visitor where the list is empty', env: { ADMIN_OPENIDS: ' , ' }, caller: 'oVisitor' },
    { who: 'a visitor who is not listed', env: { ADMIN_OPENIDS: 'oAdmin' }, caller: 'oVisitor' },
    { who: 'a part of an admin', env: { ADMIN_OPENIDS: 'oAdmin' }, caller: 'oAd' },
    { who: 'an admin in other letters', env: { ADMIN_OPENIDS: 'oAdmin' }, caller: 'OADMIN' },
    { who: 'an empty id', env: { ADMIN_OPENIDS: ' , ' }, caller: '' },
  ])('refuses $who and tells the OPENID and the variable to set', ({ env, caller }) => {
    jest.replaceProperty(process, 'env', env)

    expect(failureOf(() => checkCaller({ api, caller }, {}))).toStrictEqual({
      errCode: -401001,
      errMsg:
        `openapi.logistics.bindAccount:fail the caller "${caller}" is not an admin: ` +
        "add this OPENID to the function's environment variable ADMIN_OPENIDS (comma list)",
    })
  })

  it('takes no identity from the event, which the caller writes', () => {
    jest.replaceProperty(process, 'env', { ADMIN_OPENIDS: 'oAdmin' })
    const event = { OPENID: 'oAdmin', openid: 'oAdmin', userInfo: { openId: 'oAdmin' } }

    expect(failureOf(() => checkCaller({ api, caller: 'oVisitor' }, event)).errCode).toBe(-401001)
  })

  it.each([
    { who: 'nobody known', caller: undefined },
    { who: 'an admin', caller: 'oAdmin' },
  ])('refuses HTTP access, also by $who', ({ caller }) => {
    jest.replaceProperty(process, 'env', { ADMIN_OPENIDS: 'oAdmin' })

    expect(failureOf(() => checkCaller({ api, caller }, HTTP_ACCESS))).toStrictEqual({
      errCode: -401001,
      errMsg:
        'openapi.logistics.bindAccount:fail this function may not be called by HTTP access, ' +
        'whose callers nobody knows: use wx.cloud.callFunction',
    })
  })

  it.each([{ event: { httpMethod: 'POST' } }, { event: { headers: {} } }, { event: null }, { event: 'POST' }])(
    'leaves to others what is no HTTP access: $event',
    ({ event }) => {
      expect(checkCaller({ api }, event)).toBeUndefined()
    },
  )

  it('does not change the event', () => {
    const event = deepFreeze({ type: 'bind', userInfo: { openId: 'o' } })

    checkCaller({ api }, event)

    expect(event).toStrictEqual({ type: 'bind', userInfo: { openId: 'o' } })
  })
})
