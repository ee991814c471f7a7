import { apiNames } from '../../../cloudfunctions/openapi/apiNames'
import { apis } from '../../../cloudfunctions/openapi/apis'

describe('apiNames', () => {
  it('gives every name of the registry', () => {
    expect(apiNames()).toStrictEqual(Object.keys(apis))
  })
})
