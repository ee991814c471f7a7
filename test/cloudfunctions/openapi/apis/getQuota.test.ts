import { getQuota } from '../../../../cloudfunctions/openapi/apis/getQuota'

describe('getQuota', () => {
  it('is sent over HTTPS to the documented path', () => {
    expect(getQuota.https).toStrictEqual({ verb: 'POST', path: '/cgi-bin/express/business/quota/get' })
  })

  it('knows its parameters', () => {
    expect(Object.keys(getQuota.params.entries)).toStrictEqual(['deliveryId', 'bizId'])
  })
})
