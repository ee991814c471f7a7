import { bindAccount } from '../../../../cloudfunctions/openapi/apis/bindAccount'

describe('bindAccount', () => {
  it('is sent over HTTPS to the documented path', () => {
    expect(bindAccount.https).toStrictEqual({ verb: 'POST', path: '/cgi-bin/express/business/account/bind' })
  })

  it('keeps its password secret, and asks for one before a bind only', () => {
    expect({ secrets: bindAccount.secrets, askWhen: bindAccount.askWhen }).toStrictEqual({
      secrets: ['password'],
      askWhen: { type: 'bind' },
    })
  })

  it('knows its parameters, and which are required', () => {
    const kinds = Object.entries(bindAccount.params.entries).map(([param, { type }]) => [param, type])

    expect(kinds).toStrictEqual([
      ['type', 'string'],
      ['bizId', 'string'],
      ['deliveryId', 'string'],
      ['password', 'optional'],
      ['remarkContent', 'optional'],
    ])
  })

  it('knows the codes that its pages document or its users report', () => {
    expect(Object.keys(bindAccount.codes)).toStrictEqual([
      '9300503',
      '9300520',
      '9300529',
      '9300530',
      '9300531',
      '9300532',
    ])
  })
})
