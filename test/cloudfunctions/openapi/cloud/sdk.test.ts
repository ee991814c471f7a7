import { cloud } from '../../../../cloudfunctions/openapi/cloud/sdk'

jest.mock('wx-server-sdk', () => ({ DYNAMIC_CURRENT_ENV: 'where the function runs', init: jest.fn() }))

describe('cloud', () => {
  it('is wx-server-sdk, initialized for the environment of the function', () => {
    expect(jest.mocked(cloud.init).mock.calls).toStrictEqual([[{ env: 'where the function runs' }]])
  })
})
