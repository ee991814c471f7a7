import { bindAccount } from '../../../../cloudfunctions/openapi/apis/bindAccount'
import { codes } from '../../../../cloudfunctions/openapi/apis/codes'
import { meaningOf } from '../../../../cloudfunctions/openapi/apis/meaningOf'

describe('meaningOf', () => {
  it("gives what a code of the API's own means", () => {
    expect(meaningOf(bindAccount, 9300529)).toBe(bindAccount.codes[9300529])
  })

  it('gives what a code means that any API may answer', () => {
    expect(meaningOf(bindAccount, -604101)).toBe(codes[-604101])
  })

  it('gives first what a code means on the way at hand', () => {
    const special = { 9300529: { meaning: { en: 'special', zh: '特殊' } } }

    expect(meaningOf(bindAccount, 9300529, special)).toBe(special[9300529])
  })

  it('gives nothing for a code that nobody has documented', () => {
    expect(meaningOf(bindAccount, 123)).toBeUndefined()
  })
})
