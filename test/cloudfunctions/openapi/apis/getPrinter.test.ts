import { getPrinter } from '../../../../cloudfunctions/openapi/apis/getPrinter'

describe('getPrinter', () => {
  it('is sent over HTTPS to the documented path', () => {
    expect(getPrinter.https).toStrictEqual({ verb: 'GET', path: '/cgi-bin/express/business/printer/getall' })
  })

  it('knows its parameters', () => {
    expect(Object.keys(getPrinter.params.entries)).toStrictEqual([])
  })
})
