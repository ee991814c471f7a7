import { cloud } from '../../../cloudfunctions/openapi/cloud'
import { endUser } from '../../../cloudfunctions/openapi/endUser'

jest.mock('wx-server-sdk', () => ({ init: () => undefined }))

/** Two OPENIDs that are one and the same number. */
const LONG_ID = '9007199254740993'
const OTHER_LONG_ID = '9007199254740992'

describe('endUser', () => {
  afterEach(() => {
    delete cloud.getWXContext
  })

  it.each([
    { who: 'a user of the mini program', context: { OPENID: 'oUser' }, caller: 'oUser' },
    { who: 'a user of another mini program', context: { FROM_OPENID: 'oOther' }, caller: 'oOther' },
    { who: 'one with an empty OPENID', context: { OPENID: '', FROM_OPENID: 'oOther' }, caller: 'oOther' },
    { who: 'one with both', context: { OPENID: 'oUser', FROM_OPENID: 'oOther' }, caller: 'oUser' },
    { who: 'one whose OPENID is a number', context: { OPENID: 42 }, caller: '42' },
    ...[LONG_ID, OTHER_LONG_ID].flatMap((id) => [
      {
        who: 'one whose OPENID is too long a number',
        context: { OPENID: Number(id) },
        env: { WX_OPENID: id },
        caller: id,
      },
      {
        who: 'one whose FROM_OPENID is too long a number',
        context: { FROM_OPENID: Number(id) },
        env: { WX_FROM_OPENID: id },
        caller: id,
      },
    ]),
    { who: 'a web user', context: {}, env: { TCB_UUID: 'webUser' }, caller: 'webUser' },
    { who: 'nobody', context: {}, caller: undefined },
    { who: 'nobody, with an empty web id', context: {}, env: { TCB_UUID: '' }, caller: undefined },
  ])('tells $who: $caller', ({ context, env = {}, caller }) => {
    cloud.getWXContext = () => context
    jest.replaceProperty(process, 'env', env)

    expect(endUser()).toBe(caller)
  })

  it('tells nobody under a double of the SDK that lacks getWXContext', () => {
    expect(endUser()).toBeUndefined()
  })
})
