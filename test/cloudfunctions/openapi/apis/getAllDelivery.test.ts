import { getAllDelivery } from '../../../../cloudfunctions/openapi/apis/getAllDelivery'

describe('getAllDelivery', () => {
  it('is sent over HTTPS to the documented path', () => {
    expect(getAllDelivery.https).toStrictEqual({ verb: 'GET', path: '/cgi-bin/express/business/delivery/getall' })
  })

  it('knows its parameters', () => {
    expect(Object.keys(getAllDelivery.params.entries)).toStrictEqual([])
  })
})
