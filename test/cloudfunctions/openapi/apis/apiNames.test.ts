import { apis } from '../../../../cloudfunctions/openapi/apis'
import { apiNames } from '../../../../cloudfunctions/openapi/apis/apiNames'

describe('apiNames', () => {
  it('gives every name of the registry', () => {
    expect(apiNames()).toStrictEqual(Object.keys(apis))
  })
})
