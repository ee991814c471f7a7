import { digestOf } from '../../../../scripts/commands/terminal/digest'

describe('digestOf', () => {
  it('is the same for files in any order and with CRLF', () => {
    expect(digestOf({ 'b.js': 'x\r\ny\r\n', 'a.js': '' })).toBe(digestOf({ 'a.js': '', 'b.js': 'x\ny\n' }))
  })

  it.each([
    ['content', { 'a.js': 'y' }],
    ['name', { 'b.js': 'x' }],
    ['number of files', { 'a.js': 'x', 'b.js': '' }],
    ['content that looks like another file', { 'a.js': 'x"]["b.js","' }],
  ])('differs for a different %s', (_what, files) => {
    expect(digestOf(files)).not.toBe(digestOf({ 'a.js': 'x' }))
  })
})
