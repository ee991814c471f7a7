import { bindAccount } from '../../../../cloudfunctions/openapi/apis/bindAccount'
import { getAllAccount } from '../../../../cloudfunctions/openapi/apis/getAllAccount'
import { secretsOf } from '../../../../cloudfunctions/openapi/params/pickParams'

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
