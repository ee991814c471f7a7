import { updatePrinter } from '../../../../../cloudfunctions/openapi/apis/logistics/updatePrinter'
import { toWireParams } from '../../../../../cloudfunctions/openapi/params/toWireParams'
import { failureOf } from '../../../../helpers/failureOf'

const PRINTER = { openid: 'oJ4v0wRAfiXcnIbM3SgGEUkTw3Qw', updateType: 'bind' }
const WIRE = { openid: 'oJ4v0wRAfiXcnIbM3SgGEUkTw3Qw', update_type: 'bind' }
const tags = (n: number) => Array.from({ length: n }, (_, at) => at).join()

const ACCEPTED = [
  {
    rule: "the document's sample",
    event: { ...PRINTER, tagidList: '123,456' },
    wire: { ...WIRE, tagid_list: '123,456' },
  },
  {
    rule: "WxJava's unbind, without tags",
    event: { ...WIRE, update_type: 'unbind' },
    wire: { ...WIRE, update_type: 'unbind' },
  },
  { rule: 'an empty list of tags', event: { ...PRINTER, tagidList: '' }, wire: WIRE },
  { rule: 'ten tags', event: { ...PRINTER, tagidList: tags(10) }, wire: { ...WIRE, tagid_list: tags(10) } },
]

const TAGS = 'parameter.tagidList should be up to 10 tagids with half-width commas between them, no spaces'
const REFUSED = [
  { event: { updateType: 'bind' }, problem: 'parameter.openid is missing' },
  { event: { ...PRINTER, updateType: 'add' }, problem: 'parameter.updateType should be "bind" or "unbind"' },
  { event: { ...PRINTER, tagidList: tags(11) }, problem: TAGS },
  { event: { ...PRINTER, tagidList: '123，456' }, problem: TAGS },
  { event: { ...PRINTER, tagidList: '123, 456' }, problem: TAGS },
  { event: { ...PRINTER, tagidList: '123,' }, problem: TAGS },
]

describe('updatePrinter', () => {
  it('uses the documented path over HTTPS', () => {
    expect(updatePrinter.https).toStrictEqual({ verb: 'POST', path: '/cgi-bin/express/business/printer/update' })
  })

  it.each(ACCEPTED)('accepts $rule', ({ event, wire }) => {
    expect(toWireParams(updatePrinter, event)).toStrictEqual(wire)
  })

  it.each(REFUSED)('refuses $event: $problem', ({ event, problem }) => {
    expect(failureOf(() => toWireParams(updatePrinter, event))).toStrictEqual({
      errCode: -401002,
      errMsg: `openapi.logistics.updatePrinter:fail ${problem}`,
    })
  })

  it("knows the codes that WeChat's pages document or users report", () => {
    expect(Object.keys(updatePrinter.codes).map(Number)).toStrictEqual([40003, 9300517])
  })
})
