import { getQuota } from '../../../../../cloudfunctions/openapi/apis/logistics/getQuota'

describe('getQuota', () => {
  it('uses the documented path over HTTPS', () => {
    expect(getQuota.https).toStrictEqual({ verb: 'POST', path: '/cgi-bin/express/business/quota/get' })
  })

  it('has the documented parameters', () => {
    expect(Object.keys(getQuota.params.entries)).toStrictEqual(['deliveryId', 'bizId'])
  })
})
