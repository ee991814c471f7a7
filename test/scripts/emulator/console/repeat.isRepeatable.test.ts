import { isRepeatable } from '../../../../scripts/emulator/console/repeat'
import type { LoggedCall } from '../../../../scripts/emulator/control/CallLog'
import { describeApis } from '../../../../scripts/emulator/routes/describeApis'

const APPID = 'wx0000000000000000'
const call = (more: Partial<LoggedCall>): LoggedCall => ({
  id: 1,
  at: '2026-01-01T00:00:00.000Z',
  channel: 'https',
  api: 'logistics.getQuota',
  appid: APPID,
  wireParams: {},
  errcode: 0,
  ms: 1,
  ...more,
})

describe('isRepeatable', () => {
  it.each([
    ['a call of a function', { channel: 'function', api: 'pay' }, true],
    ['a cloud call', { channel: 'cloud' }, true],
    ['an HTTPS call of an API that functions may call', {}, true],
    ['an HTTPS call of an API that functions may not call', { api: 'logistics.testUpdateOrder' }, false],
    ['an HTTPS call of another mini program', { appid: 'wx1' }, false],
    ['an HTTPS call without a valid access_token', { appid: undefined }, false],
    ['a request for a token', { api: 'stable_token' }, false],
  ] as const)('returns whether %s can be repeated', (_what, more, expected) => {
    expect(isRepeatable(call(more), describeApis().apis, APPID)).toBe(expected)
  })
})
