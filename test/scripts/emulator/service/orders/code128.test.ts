import { code128 } from '../../../../../scripts/emulator/service/orders/code128'

const widthsOf = (text: string) => code128(text)?.join('')
/** Every printable ASCII character. */
const ALL = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)).join('')

describe('code128', () => {
  it('writes a text between the start of code set B, a check and the stop', () => {
    // 104 + 1 * 33 + 2 * 34, modulo 103, is 102: FNC1's bars.
    expect(widthsOf('AB')).toBe(`${'211214'}${'111323'}${'131123'}${'411131'}${'2331112'}`)
  })

  it('gives each character bars of its own, three of them and eleven units wide', () => {
    const characters = [...ALL].map((it) => widthsOf(it)?.slice(6, 12) ?? '')
    expect(new Set(characters).size).toBe(95)
    for (const widths of characters) {
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = [...widths].map(Number)
      expect([a + b + c + d + e + f, (a + c + e) % 2]).toEqual([11, 0])
    }
  })

  it.each(['', '运单', 'a\n', 'é'])('has no bars for %j', (text) => {
    expect(code128(text)).toBeUndefined()
  })
})
