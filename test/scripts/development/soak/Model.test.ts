import { type Effect, Model } from '../../../../scripts/development/soak/findings'

/** A call that creates the record or adds one, and returns the sum. */
const add: Effect = (was) => [(was ?? 0) + 1, (was ?? 0) + 1]
/** A call that returns the number. */
const get: Effect = (was) => [was, was]

describe('Model', () => {
  it('follows the responses, and finds nothing if the records agree with them', () => {
    const model = new Model()
    model.narrow('add', 'a', add, 1)
    model.narrow('add', 'a', add, 2)
    model.narrow('get', 'a', get, 2)
    model.narrow('get', 'b', get, null)

    expect(model.contradictions(new Map([['a', 2]]))).toEqual([])
    expect(model.disagreements).toEqual([])
  })

  it('finds records that no response explains, and records that are missing', () => {
    const model = new Model()
    model.narrow('add', 'a', add, 1)
    model.narrow('add', 'b', add, 1)

    const records = new Map([
      ['a', 2],
      ['c', 1],
    ])
    expect(model.contradictions(records)).toEqual([
      'a: 2 on disk, not one of [1]',
      'b: null on disk, not one of [1]',
      'c: 1 on disk, not one of [null]',
    ])
  })

  it('has both states after a lost response, until a response decides', () => {
    const model = new Model()
    model.narrow('add', 'a', add, undefined)
    model.narrow('get', 'a', get, undefined)

    expect(model.contradictions(new Map())).toEqual([])
    expect(model.contradictions(new Map([['a', 1]]))).toEqual([])
    expect(model.contradictions(new Map([['a', 2]]))).toEqual(['a: 2 on disk, not one of [null,1]'])
    model.narrow('get', 'a', get, 1)
    expect(model.contradictions(new Map())).toEqual(['a: null on disk, not one of [1]'])
  })

  it('reports a response that no state explains, and keeps the states', () => {
    const model = new Model()
    model.narrow('add', 'a', add, 2)

    expect(model.disagreements).toEqual(['add a: returned 2, not possible for [null]'])
    expect(model.contradictions(new Map())).toEqual([])
  })
})
