import { CallList, MAX_CALLS } from '../../../../scripts/emulator/console/CallList'
import type { LoggedCall } from '../../../../scripts/emulator/control/CallLog'

const call = (id: number, more: Partial<LoggedCall> = {}): LoggedCall => ({
  id,
  at: '2026-01-01T00:00:00.000Z',
  channel: 'https',
  api: 'token',
  wireParams: {},
  errcode: 0,
  ms: 1,
  ...more,
})
const ids = (list: CallList) => list.newestFirst().map(({ id }) => id)

describe('CallList', () => {
  it('lists each call once, the newest first', () => {
    const list = new CallList()
    for (const id of [1, 2, 2, 3]) list.add(call(id))
    expect({ ids: ids(list), seen: list.seen }).toEqual({ ids: [3, 2, 1], seen: 3 })
  })

  it('keeps the last 200 calls, and counts all of them', () => {
    const list = new CallList()
    for (let id = 1; id <= 50_000; id++) list.add(call(id))
    expect({ length: ids(list).length, first: ids(list)[0], seen: list.seen }).toEqual({
      length: MAX_CALLS,
      first: 50_000,
      seen: 50_000,
    })
  })

  it('merges fetched calls with those that arrived in the meantime', () => {
    const list = new CallList()
    list.add(call(3, { errmsg: 'as it came' }))
    list.add(call(4))
    list.take([call(1), call(2), call(3, { errmsg: 'as it was fetched' })])
    expect({ ids: ids(list), seen: list.seen }).toEqual({ ids: [4, 3, 2, 1], seen: 4 })
    expect(list.newestFirst()[1]?.errmsg).toBe('as it was fetched')
  })

  it('adds a line to its call as a new object, so that it is drawn', () => {
    const list = new CallList()
    const before = call(1, { lines: ['a'] })
    list.add(before)
    list.addLine({ id: 1, text: 'b' })
    list.addLine({ id: 2, text: 'of none' })
    expect(list.newestFirst()).toEqual([call(1, { lines: ['a', 'b'] })])
    expect(before.lines).toEqual(['a'])
  })

  it('deletes all calls', () => {
    const list = new CallList()
    list.add(call(1))
    list.clear()
    expect({ ids: ids(list), seen: list.seen }).toEqual({ ids: [], seen: 0 })
  })
})
