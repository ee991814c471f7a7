import { getAllDelivery } from '../../../../../cloudfunctions/openapi/apis/logistics/getAllDelivery'

describe('getAllDelivery', () => {
  it('uses the documented path over HTTPS', () => {
    expect(getAllDelivery.https).toStrictEqual({ verb: 'GET', path: '/cgi-bin/express/business/delivery/getall' })
  })

  it('has the documented parameters', () => {
    expect(Object.keys(getAllDelivery.params.entries)).toStrictEqual([])
  })
})
