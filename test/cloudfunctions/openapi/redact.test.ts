import { redact } from '../../../cloudfunctions/openapi/redact'

const BLANKED = [
  { rule: 'blanks a secret', text: 'wrong password hunter22', secrets: ['hunter22'], safe: 'wrong password ***' },
  {
    rule: 'blanks it wherever it stands',
    text: 'hunter22hunter22 hunter22',
    secrets: ['hunter22'],
    safe: '****** ***',
  },
  { rule: 'blanks every secret', text: 'hunter22 of sesame', secrets: ['hunter22', 'sesame'], safe: '*** of ***' },
  { rule: 'blanks it as JSON', text: '{"password":"a\\"b\\\\c"}', secrets: ['a"b\\c'], safe: '{"password":"***"}' },
  { rule: 'takes a secret as text, no pattern', text: 'a.cd abcd', secrets: ['a.cd'], safe: '*** abcd' },
  { rule: 'blanks a secret of four characters', text: 'pin 1234', secrets: ['1234'], safe: 'pin ***' },
  { rule: 'keeps a shorter one, found by chance', text: 'line 123', secrets: ['123', ''], safe: 'line 123' },
  { rule: 'keeps a text without the secret', text: 'Hunter22', secrets: ['hunter22'], safe: 'Hunter22' },
  { rule: 'keeps a text where there is no secret', text: 'ok', secrets: [], safe: 'ok' },
]

describe('redact', () => {
  it.each(BLANKED)('$rule', ({ text, secrets, safe }) => {
    expect(redact(text, secrets)).toBe(safe)
  })
})
