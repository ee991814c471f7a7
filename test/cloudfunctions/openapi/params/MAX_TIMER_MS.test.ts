import { MAX_TIMER_MS } from '../../../../cloudfunctions/openapi/params/MAX_TIMER_MS'

describe('MAX_TIMER_MS', () => {
  it('is the longest that a timer waits: of more, Node makes 1 ms', () => {
    const timer = setTimeout(() => {}, MAX_TIMER_MS)
    const waits: unknown = Reflect.get(timer, '_idleTimeout')
    clearTimeout(timer)
    expect(waits).toBe(2_147_483_647)
  })
})
