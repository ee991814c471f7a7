import { summary } from '../../../scripts/bench/summary'

describe('summary', () => {
  it('returns the median and the quartiles', () => {
    expect(summary([3, 1, 2, 5, 4])).toEqual({ median: 3, low: 2, high: 4, runs: 5 })
    expect(summary([1, 2, 3, 4])).toEqual({ median: 2.5, low: 1.75, high: 3.25, runs: 4 })
    expect(summary([7])).toEqual({ median: 7, low: 7, high: 7, runs: 1 })
  })

  it('does not change its argument', () => {
    const measured = [3, 1, 2]
    summary(measured)
    expect(measured).toEqual([3, 1, 2])
  })
})
