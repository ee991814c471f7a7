import type { Equivalent } from '../../../scripts/mutate/equivalents'
import type { Mutant } from '../../../scripts/mutate/readMutants'
import { scoreOf } from '../../../scripts/mutate/scoreOf'

const mutant = (mutated: string, status: string): Mutant => ({ file: 'a.ts', line: 2, code: 'two', mutated, status })
const listed: Equivalent = { file: 'a.ts', code: 'two', mutated: 'false', why: 'it is the same' }
const others: Equivalent = { ...listed, file: 'b.ts' }

describe('scoreOf', () => {
  it('counts what was found among what compiles and is not equivalent, and tells the others', () => {
    const mutants = [
      mutant('a', 'Killed'),
      mutant('b', 'Killed'),
      mutant('c', 'Timeout'),
      mutant('true', 'Survived'),
      mutant('false', 'NoCoverage'),
      mutant('d', 'CompileError'),
      mutant('e', 'RuntimeError'),
    ]

    expect(scoreOf(mutants, [listed, others])).toStrictEqual({
      found: 3,
      survivors: [mutant('true', 'Survived')],
      equivalent: 1,
      stale: [],
      percent: 75,
    })
  })

  it('does not take slowness of what is equivalent for a find', () => {
    expect(scoreOf([mutant('a', 'Killed'), mutant('false', 'Timeout')], [listed])).toStrictEqual({
      found: 1,
      survivors: [],
      equivalent: 1,
      stale: [],
      percent: 100,
    })
  })

  it('counts what no test comes to', () => {
    expect(scoreOf([mutant('a', 'Killed'), mutant('b', 'NoCoverage')], [])).toMatchObject({ found: 1, percent: 50 })
  })

  it.each([
    ['was found', [mutant('false', 'Killed')]],
    ['is there no more', [mutant('true', 'Killed')]],
  ])('tells what is listed as equivalent, and %s', (_what, mutants) => {
    expect(scoreOf(mutants, [listed, others])).toStrictEqual({
      found: 1,
      survivors: [],
      equivalent: 0,
      stale: [listed],
      percent: 100,
    })
  })

  it('gives nothing to what was not tried', () => {
    expect(scoreOf([], [listed])).toStrictEqual({ found: 0, survivors: [], equivalent: 0, stale: [], percent: 0 })
  })
})
