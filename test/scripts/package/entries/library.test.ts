import { cloudFunction, createOpenApi } from '../../../../scripts/package/entries/library'

const cloud = { openapi: {} }

describe('createOpenApi of the library', () => {
  it.each([[], [null], [{}], [{ cloud: {} }], [cloud]])(
    'refuses %j, which does not contain wx-server-sdk',
    (...args) => {
      expect(() => Reflect.apply(createOpenApi, undefined, args)).toThrow(new Error('cloud must be wx-server-sdk'))
    },
  )

  it('refuses other options', () => {
    expect(() => Reflect.apply(createOpenApi, undefined, [{ cloud, timeoutMs: 1 }])).toThrow(
      new Error('cloud excludes every other option, such as timeoutMs'),
    )
  })
})

describe('cloudFunction of the library', () => {
  it.each([
    ['a misspelt API', 'logistics.getQuot', 'there is no API logistics.getQuot, did you mean logistics.getQuota?'],
    ['an API without its group', 'getQuota', 'there is no API getQuota, did you mean logistics.getQuota?'],
    ['another API', 'security.msgSecCheck', 'there is no API security.msgSecCheck'],
  ])('refuses %s when it is created', (_what, name, message) => {
    expect(() => Reflect.apply(cloudFunction, undefined, [name, { cloud }])).toThrow(new Error(message))
  })

  it.each([
    [undefined, 'cloud must be wx-server-sdk'],
    [{}, 'cloud must be wx-server-sdk'],
    [{ cloud, allow: 'oStaff' }, 'allow must be a function'],
    [{ cloud, allow: null }, 'allow must be a function'],
  ])('refuses the options %j when it is created', (options, message) => {
    expect(() => Reflect.apply(cloudFunction, undefined, ['logistics.getQuota', options])).toThrow(new Error(message))
  })
})
