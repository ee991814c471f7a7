import { clipped, clippedText } from '../../../../scripts/emulator/control/CallLog'

describe('clipped', () => {
  it('keeps small values unchanged', () => {
    const params = { type: 'bind', cargo: { detail_list: [{ name: '衬衫', count: 1 }] }, x: undefined, n: null }

    expect(clipped(params)).toBe(params)
  })

  it('keeps the start of the JSON of large ones', () => {
    const params = { type: 'bind', biz_id: 'x'.repeat(30_000) }

    expect(clipped(params)).toEqual({
      '...': `{"type":"bind","biz_id":"${'x'.repeat(275)}... (30027 characters)`,
    })
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
