import { digestOf } from '../../../scripts/add/addFunctions'

describe('digestOf', () => {
  it('is the same for the same files in any order, and with the ends of lines that git makes on Windows', () => {
    expect(digestOf({ 'b.js': 'x\r\ny\r\n', 'a.js': '' })).toBe(digestOf({ 'a.js': '', 'b.js': 'x\ny\n' }))
  })

  it.each([
    ['a text', { 'a.js': 'y' }],
    ['a name', { 'b.js': 'x' }],
    ['a file more', { 'a.js': 'x', 'b.js': '' }],
    ['text that looks like a further file', { 'a.js': 'x"]["b.js","' }],
  ])('is another for %s that is another', (_what, files) => {
    expect(digestOf(files)).not.toBe(digestOf({ 'a.js': 'x' }))
  })
})
