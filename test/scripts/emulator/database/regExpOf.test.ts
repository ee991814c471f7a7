import { regExpOf } from '../../../../scripts/emulator/database/regExpOf'

it.each([
  ['a.b', 'is', /a.b/is],
  ['(?i)ab', '', /ab/i],
  ['(?im)ab', 's', /ab/ims],
  ['a b # both\n c', 'x', /abc/],
  ['(?x) a\\. b [ #] c', '', /a\.b[ #]c/],
  ['\\p{Script=Han}+', 'u', /\p{Script=Han}+/u],
])('reads the pattern %j with the options %j as MongoDB does', (pattern, options, expected) => {
  expect(regExpOf(pattern, options)).toEqual(expected)
})

it.each([
  ['a', 'g', 'invalid flag in regex options: g'],
  ['(?U)a', '', 'Regular expression is invalid: /(?U)a/'],
  ['(', 'i', 'Regular expression is invalid: /(/i'],
])('refuses the pattern %j with the options %j', (pattern, options, message) => {
  expect(() => regExpOf(pattern, options)).toThrow(
    expect.objectContaining({ code: 'DATABASE_REQUEST_FAILED', message }),
  )
})
