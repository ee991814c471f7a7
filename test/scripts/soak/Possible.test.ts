import { Possible } from '../../../scripts/soak/Possible'

/** A call that adds one, and returns the sum. */
const add = (was: number) => [{ response: was + 1, after: was + 1 }]
/** A call that returns the number. */
const get = (was: number) => [{ response: was, after: was }]

describe('Possible', () => {
  it('follows the responses', () => {
    const sum = new Possible([0])

    expect([sum.narrow(add, 1), sum.narrow(add, 2), sum.narrow(get, 2)]).toEqual([true, true, true])
    expect(sum.states).toEqual([2])
  })

  it('has both states after a lost response, until a response decides', () => {
    const sum = new Possible([0])

    expect([sum.narrow(add, undefined), sum.narrow(get, undefined)]).toEqual([true, true])
    expect(sum.states).toEqual([0, 1])
    expect([sum.includes(1), sum.includes(2)]).toEqual([true, false])
    expect(sum.narrow(get, 1)).toBe(true)
    expect(sum.states).toEqual([1])
  })

  it('reports a response that no state explains, and keeps the states', () => {
    const sum = new Possible([0])

    expect(sum.narrow(add, 2)).toBe(false)
    expect(sum.states).toEqual([0])
  })
})
