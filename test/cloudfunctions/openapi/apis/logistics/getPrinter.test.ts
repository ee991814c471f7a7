import { getPrinter } from '../../../../../cloudfunctions/openapi/apis/logistics/getPrinter'

describe('getPrinter', () => {
  it('uses the documented path over HTTPS', () => {
    expect(getPrinter.https).toStrictEqual({ verb: 'GET', path: '/cgi-bin/express/business/printer/getall' })
  })

  it('has the documented parameters', () => {
    expect(Object.keys(getPrinter.params.entries)).toStrictEqual([])
  })
})
