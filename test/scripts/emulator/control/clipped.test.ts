import { clipped, clippedText } from '../../../../scripts/emulator/control/clipped'

describe('clipped', () => {
  it('keeps small values unchanged', () => {
    const params = { type: 'bind', cargo: { detail_list: [{ name: '衬衫', count: 1 }] }, x: undefined, n: null }

    expect(clipped(params)).toBe(params)
  })

  it('cuts large values and keeps the small ones beside them', () => {
    const params = { type: 'bind', biz_id: 'x'.repeat(30_000), cargo: { list: Array(10_000).fill(1) } }

    expect(clipped(params)).toEqual({
      type: 'bind',
      biz_id: `"${'x'.repeat(299)}... (30002 characters)`,
      cargo: `{"list":[${'1,'.repeat(145)}1... (20010 characters)`,
    })
  })

  it('keeps some of many parameters, and cuts long names', () => {
    const params = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`p${at}`, 1]))
    const long = { ['n'.repeat(30_000)]: 1 }

    expect(Object.keys(clipped(params))).toHaveLength(51)
    expect(clipped(params)).toMatchObject({ p0: 1, p49: 1, '...': '9950 more' })
    expect(clipped(long)).toEqual({ [`${'n'.repeat(300)}... (30000 characters)`]: 1 })
  })
})

describe('clippedText', () => {
  it.each([
    ['x'.repeat(300), 'x'.repeat(300)],
    ['x'.repeat(301), `${'x'.repeat(300)}... (301 characters)`],
  ])('keeps 300 characters', (text, kept) => {
    expect(clippedText(text)).toBe(kept)
  })
})
