import { getAllAccount } from '../../../../../cloudfunctions/openapi/apis/logistics/getAllAccount'

describe('getAllAccount', () => {
  it('uses the documented path over HTTPS', () => {
    expect(getAllAccount.https).toStrictEqual({ verb: 'GET', path: '/cgi-bin/express/business/account/getall' })
  })

  it('has the documented parameters', () => {
    expect(Object.keys(getAllAccount.params.entries)).toStrictEqual([])
  })
})
