import { printable } from '../../../../cloudfunctions/openapi/errors/printable'

describe('printable', () => {
  it.each([
    ['a line break', 'a\r\nb', String.raw`a\u000d\u000ab`],
    ['a terminal sequence', 'a\u001b[2Jb', String.raw`a\u001b[2Jb`],
    ['a C1 control', 'a\u009bb', String.raw`a\u009bb`],
    ['the delete character', 'a\u007fb', String.raw`a\u007fb`],
    ['a Unicode line separator', 'a\u2028b\u2029c', String.raw`a\u2028b\u2029c`],
    ['a change of text direction', 'a\u202eb\u2066c', String.raw`a\u202eb\u2066c`],
    ['a zero-width character', 'a\u200bb\ufeffc', String.raw`a\u200bb\ufeffc`],
    ['a format character beyond the first plane', 'a\u{e0041}b', String.raw`a\udb40\udc41b`],
    ['a lone surrogate', 'a\ud83db\ude00', String.raw`a\ud83db\ude00`],
  ])('escapes %s', (_what, text, shown) => {
    expect(printable(text)).toBe(shown)
  })

  it.each(['', 'invalid args', '该快递公司不存在\t😀 é', String.raw`a\u000ab`])('returns %j unchanged', (text) => {
    expect(printable(text)).toBe(text)
  })
})
