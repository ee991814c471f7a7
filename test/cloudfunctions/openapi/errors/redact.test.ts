import { redact, redactor } from '../../../../cloudfunctions/openapi/errors/redact'

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
  { rule: 'blanks the whole text for a shorter one', text: 'line 123', secrets: ['123'], safe: '***' },
  { rule: 'blanks the whole text for one character', text: 'invalid biz_id', secrets: ['z'], safe: '***' },
  { rule: 'blanks the whole text for a short one as JSON', text: 'a\\"b', secrets: ['"'], safe: '***' },
  { rule: 'keeps a text without a short one', text: 'invalid args', secrets: ['x'], safe: 'invalid args' },
  { rule: 'takes nothing for no secret', text: 'line 123', secrets: [''], safe: 'line 123' },
  {
    rule: 'blanks the longest first, so that none is cut in two',
    text: 'wrong hunter22',
    secrets: ['hunter', 'hunter22'],
    safe: 'wrong ***',
  },
  { rule: 'keeps a text without the secret', text: 'Hunter22', secrets: ['hunter22'], safe: 'Hunter22' },
  { rule: 'keeps a text where there is no secret', text: 'ok', secrets: [], safe: 'ok' },
]

describe('redact', () => {
  it.each(BLANKED)('$rule', ({ text, secrets, safe }) => {
    expect(redact(text, secrets)).toBe(safe)
  })
})

describe('redactor', () => {
  it('blanks the same secrets in many texts', () => {
    const blank = redactor(['hunter22', '7'])

    expect(['a hunter22', 'a 7', 'a'].map(blank)).toStrictEqual(['a ***', '***', 'a'])
  })
})
