import { digestOf } from '../../../scripts/add/addFunctions'

describe('digestOf', () => {
  it('is the same for files in any order and with CRLF', () => {
    expect(digestOf({ 'b.js': 'x\r\ny\r\n', 'a.js': '' })).toBe(digestOf({ 'a.js': '', 'b.js': 'x\ny\n' }))
  })

  it.each([
    ['a text', { 'a.js': 'y' }],
    ['a name', { 'b.js': 'x' }],
    ['a file more', { 'a.js': 'x', 'b.js': '' }],
    ['text that looks like a further file', { 'a.js': 'x"]["b.js","' }],
  ])('differs for a different %s', (_what, files) => {
    expect(digestOf(files)).not.toBe(digestOf({ 'a.js': 'x' }))
  })
})
