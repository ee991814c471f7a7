import { bindAccount } from '../../../../cloudfunctions/openapi/apis/bindAccount'
import { getAllAccount } from '../../../../cloudfunctions/openapi/apis/getAllAccount'
import { secretsOf } from '../../../../cloudfunctions/openapi/params/pickParams'

describe('secretsOf', () => {
  const api = { secrets: ['customerPassword'] }

  it.each([
    {
      rule: "gives the values of the API's secret parameters",
      params: { type: 'bind', password: 'x' },
      secrets: ['x'],
    },
    { rule: 'gives none where the parameter is absent', params: { type: 'bind' }, secrets: [] },
    { rule: 'gives none where it is no text', params: { password: 7 }, secrets: [] },
    { rule: 'gives none of what is no object', params: undefined, secrets: [] },
  ])('$rule', ({ params, secrets }) => {
    expect(secretsOf(bindAccount, params)).toStrictEqual(secrets)
  })

  it('gives them under either form of their names', () => {
    expect(secretsOf(api, { customerPassword: 'a', customer_password: 'b' })).toStrictEqual(['a', 'b'])
  })

  it('gives none where the API has none', () => {
    expect(secretsOf(getAllAccount, { password: 'x' })).toStrictEqual([])
  })
})
