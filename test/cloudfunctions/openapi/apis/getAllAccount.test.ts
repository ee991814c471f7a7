import { getAllAccount } from '../../../../cloudfunctions/openapi/apis/getAllAccount'

describe('getAllAccount', () => {
  it('is sent over HTTPS to the documented path', () => {
    expect(getAllAccount.https).toStrictEqual({ verb: 'GET', path: '/cgi-bin/express/business/account/getall' })
  })

  it('knows its parameters', () => {
    expect(Object.keys(getAllAccount.params.entries)).toStrictEqual([])
  })
})
