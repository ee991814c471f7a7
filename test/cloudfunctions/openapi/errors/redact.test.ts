import { bindAccount } from '../../../../cloudfunctions/openapi/apis/logistics/bindAccount'
import { getAllAccount } from '../../../../cloudfunctions/openapi/apis/logistics/getAllAccount'
import { redact, redactor, secretsOf } from '../../../../cloudfunctions/openapi/errors/redact'

const SECRET = 'p"<>&\\ä/+1\''
const json = (text: string) => JSON.stringify(text).slice(1, -1)
/** Its base64 contains + and /, wherever it starts. */
const BINARY = `${'>'.repeat(9)}${'?'.repeat(9)}`

const REPLACED = [
  { rule: 'replaces a secret', text: 'wrong password hunter22', secrets: ['hunter22'], safe: 'wrong password ***' },
  { rule: 'replaces it everywhere', text: 'hunter22hunter22 hunter22', secrets: ['hunter22'], safe: '****** ***' },
  { rule: 'replaces every secret', text: 'hunter22 of sesame', secrets: ['hunter22', 'sesame'], safe: '*** of ***' },
  {
    rule: 'ignores the case of letters beyond ASCII',
    text: '\u00b5\u03b122 \u039c\u039122',
    secrets: ['\u03bc\u03b122'],
    safe: '*** ***',
  },
  { rule: 'ignores the case of letters', text: 'Hunter22 HUNTER22', secrets: ['hunter22'], safe: '*** ***' },
  { rule: 'replaces a text with a short secret in another case', text: 'pin AB1', secrets: ['ab1'], safe: '***' },
  {
    rule: 'replaces a secret that is longer in capital letters',
    text: 'STRASSE22 Straße22',
    secrets: ['straße22'],
    safe: '*** ***',
  },
  {
    rule: 'replaces it in JSON',
    text: `{"password":"${json(SECRET)}"}`,
    secrets: [SECRET],
    safe: '{"password":"***"}',
  },
  { rule: 'replaces it in JSON within JSON', text: json(json(SECRET)), secrets: [SECRET], safe: '***' },
  { rule: 'replaces it in a URL', text: `a=${encodeURIComponent(SECRET)}`, secrets: [SECRET], safe: 'a=***' },
  {
    rule: 'replaces it in a URL with a space',
    text: encodeURIComponent('hunter 22'),
    secrets: ['hunter 22'],
    safe: '***',
  },
  {
    rule: 'replaces it in a URL with escapes in small letters',
    text: encodeURIComponent(SECRET).toLowerCase(),
    secrets: [SECRET],
    safe: '***',
  },
  {
    rule: 'replaces it in a form',
    text: String(new URLSearchParams({ a: `${SECRET} b`, c: '1' })),
    secrets: [`${SECRET} b`],
    safe: 'a=***&c=1',
  },
  { rule: 'replaces it in HTML', text: 'p&quot;&lt;&gt;&amp;\\ä/+1&#39;', secrets: [SECRET], safe: '***' },
  {
    rule: 'replaces it in HTML with numbers',
    text: 'p&#34;&#60;&#62;&#38;\\ä/+1&#39;',
    secrets: [SECRET],
    safe: '***',
  },
  { rule: 'treats a secret as a string, not a pattern', text: 'a.cd abcd', secrets: ['a.cd'], safe: '*** abcd' },
  { rule: 'replaces a secret of four characters', text: 'pin 1234', secrets: ['1234'], safe: 'pin ***' },
  { rule: 'replaces the whole string if it contains a shorter one', text: 'line 123', secrets: ['123'], safe: '***' },
  {
    rule: 'replaces the whole string if it contains one character',
    text: 'invalid biz_id',
    secrets: ['z'],
    safe: '***',
  },
  { rule: 'replaces the whole string if it contains a short one in JSON', text: 'a\\"b', secrets: ['"'], safe: '***' },
  { rule: 'keeps a string without the short secret', text: 'invalid args', secrets: ['x'], safe: 'invalid args' },
  { rule: 'does not look for the base64 of a short secret', text: 'eg', secrets: ['z'], safe: 'eg' },
  { rule: 'ignores an empty secret', text: 'line 123', secrets: [''], safe: 'line 123' },
  {
    rule: 'replaces the longest secret first, so that no part of it remains',
    text: 'wrong hunter22',
    secrets: ['hunter', 'hunter22'],
    safe: 'wrong ***',
  },
  { rule: 'keeps a string without the secret', text: 'hunter2', secrets: ['hunter22'], safe: 'hunter2' },
  { rule: 'keeps a string if there is no secret', text: 'ok', secrets: [], safe: 'ok' },
]

describe('redact', () => {
  it.each(REPLACED)('$rule', ({ text, secrets, safe }) => {
    expect(redact(text, secrets)).toBe(safe)
  })

  describe.each(['', 'a', 'ab', 'abc'])('in base64 after %j', (before) => {
    it.each(['', 'a', 'ab', 'abc'])(
      'replaces it before %j, except characters that also encode a neighbour',
      (after) => {
        for (const secret of [SECRET, BINARY]) {
          const encoded = Buffer.from(`${before}${secret}${after}`).toString('base64')
          for (const text of [encoded, encoded.replaceAll('+', '-').replaceAll('/', '_')]) {
            expect(redact(text, [secret])).toMatch(/^[\w+/-]{0,4}\*{3}[\w+/-]{0,5}=*$/)
          }
        }
      },
    )
  })
})

describe('redactor', () => {
  it('replaces the same secrets in several strings', () => {
    const blank = redactor(['hunter22', '7'])

    expect(['a hunter22', 'a 7', 'a'].map(blank)).toStrictEqual(['a ***', '***', 'a'])
  })
})

describe('secretsOf', () => {
  const api = { secrets: ['customerPassword'] }

  it.each([
    {
      rule: "returns the values of the API's secret parameters",
      params: { type: 'bind', password: 'x' },
      secrets: ['x'],
    },
    { rule: 'returns nothing if the parameter is missing', params: { type: 'bind' }, secrets: [] },
    { rule: 'returns nothing if the value is not a string', params: { password: 7 }, secrets: [] },
    { rule: 'returns nothing if the event is not an object', params: undefined, secrets: [] },
  ])('$rule', ({ params, secrets }) => {
    expect(secretsOf(bindAccount, params)).toStrictEqual(secrets)
  })

  it('finds secrets in camelCase and in snake_case', () => {
    expect(secretsOf(api, { customerPassword: 'a', customer_password: 'b' })).toStrictEqual(['a', 'b'])
  })

  it('returns nothing if the API has no secrets', () => {
    expect(secretsOf(getAllAccount, { password: 'x' })).toStrictEqual([])
  })
})
