import { meaningOf } from '../../../scripts/package/meaningOf'

describe('meaningOf', () => {
  it('tells in both languages what a code means, its cause and what to do', () => {
    expect(meaningOf(9300503)).toEqual({
      meaning: { en: 'the courier is not known', zh: expect.any(String) },
      cause: { en: 'deliveryId is not one of getAllDelivery; JD Express is JDL, not JD', zh: expect.any(String) },
      next: { en: 'take the deliveryId from getAllDelivery', zh: expect.any(String) },
    })
  })

  it.each([
    ['any API', -604101],
    ['one API', 9300529],
    ['calls over HTTPS', 40013],
    ['callers of functions', -504002],
  ])('knows the codes of %s', (_whose, errCode) => {
    expect(meaningOf(errCode)).toEqual({
      meaning: { en: expect.any(String), zh: expect.any(String) },
      cause: { en: expect.any(String), zh: expect.any(String) },
      next: { en: expect.any(String), zh: expect.any(String) },
    })
  })

  it("prefers what an API's own entry says", () => {
    expect(meaningOf(9300530, 'logistics.bindAccount')?.next?.en).toBe('look at what is bound in getAllAccount')
  })

  it('says nothing of a code that nobody has documented', () => {
    expect(meaningOf(123456)).toBe(undefined)
  })
})
