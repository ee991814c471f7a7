import type { Equivalent } from '../../../scripts/mutate/equivalents'
import { readMutants } from '../../../scripts/mutate/readMutants'
import { scoreOf } from '../../../scripts/mutate/scoreOf'

const SOURCE = 'one\n  two\nthree'
const mutant = (line: number, replacement: string, status: string) => ({
  location: { start: { line, column: 1 }, end: { line, column: 2 } },
  replacement,
  status,
})
const report = (...mutants: object[]) => JSON.stringify({ files: { 'a.ts': { source: SOURCE, mutants } } })

const listed: Equivalent = { file: 'a.ts', code: 'two', replacement: 'false', why: 'it is the same' }
const others: Equivalent = { ...listed, file: 'b.ts' }

describe('scoreOf', () => {
  it('counts what was found among what compiles and is not equivalent, and tells the others', () => {
    const mutants = readMutants(
      report(
        mutant(1, 'a', 'Killed'),
        mutant(1, 'b', 'Killed'),
        mutant(3, 'c', 'Timeout'),
        mutant(2, 'true', 'Survived'),
        mutant(2, 'false', 'NoCoverage'),
        mutant(1, 'd', 'CompileError'),
        mutant(1, 'e', 'RuntimeError'),
      ),
    )

    expect(scoreOf(mutants, [listed, others])).toStrictEqual({
      found: 3,
      survivors: [{ file: 'a.ts', line: 2, code: 'two', replacement: 'true', status: 'Survived' }],
      excused: 1,
      stale: [],
      percent: 75,
    })
  })

  it('tells what is listed as equivalent, and was found', () => {
    const mutants = readMutants(report(mutant(2, 'false', 'Killed')))

    expect(scoreOf(mutants, [listed, others])).toStrictEqual({
      found: 1,
      survivors: [],
      excused: 0,
      stale: [listed],
      percent: 100,
    })
  })

  it('gives nothing to what was not tried', () => {
    expect(scoreOf([], [listed])).toStrictEqual({ found: 0, survivors: [], excused: 0, stale: [], percent: 0 })
  })
})
