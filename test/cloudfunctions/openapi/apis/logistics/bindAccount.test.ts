import { bindAccount } from '../../../../../cloudfunctions/openapi/apis/logistics/bindAccount'

describe('bindAccount', () => {
  it('uses the documented path over HTTPS', () => {
    expect(bindAccount.https).toStrictEqual({ verb: 'POST', path: '/cgi-bin/express/business/account/bind' })
  })

  it('treats its password as a secret, and prompts for it only before a bind', () => {
    expect({ secrets: bindAccount.secrets, askWhen: bindAccount.askWhen }).toStrictEqual({
      secrets: ['password'],
      askWhen: { type: 'bind' },
    })
  })

  it('has the documented parameters, and requires the documented ones', () => {
    const kinds = Object.entries(bindAccount.params.entries).map(([param, { type }]) => [param, type])

    expect(kinds).toStrictEqual([
      ['type', 'string'],
      ['bizId', 'string'],
      ['deliveryId', 'string'],
      ['password', 'optional'],
      ['remarkContent', 'optional'],
    ])
  })

  it("knows the codes that WeChat's pages document or users report", () => {
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
