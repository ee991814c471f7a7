import { MAX_CALLS, mergedCalls } from '../../../../scripts/emulator/console/mergedCalls'
import type { LoggedCall } from '../../../../scripts/emulator/control/CallLog'

const call = (id: number, errmsg?: string): LoggedCall => ({
  id,
  at: '2026-01-01T00:00:00.000Z',
  channel: 'https',
  api: 'token',
  wireParams: {},
  errcode: 0,
  errmsg,
  ms: 1,
})

describe('mergedCalls', () => {
  it('lists each call once, the newest first, in its last version', () => {
    const calls = mergedCalls([call(3), call(1), call(2), call(3, 'later')])
    expect(calls).toEqual([call(3, 'later'), call(2), call(1)])
  })

  it('keeps the last 200 calls', () => {
    const calls = mergedCalls(Array.from({ length: 500 }, (_, nth) => call(nth + 1)))
    expect([calls.length, calls[0]?.id, calls.at(-1)?.id]).toEqual([MAX_CALLS, 500, 301])
  })
})
