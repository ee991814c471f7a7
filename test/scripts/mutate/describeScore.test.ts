import { describeScore } from '../../../scripts/mutate/describeScore'

const NONE = { found: 20, survivors: [], equivalent: 0, stale: [], percent: 100 }
const survivor = { file: 'a.ts', line: 7, code: 'if (a > 1) {', mutated: 'if (a >= 1) {', status: 'Survived' }

describe('describeScore', () => {
  it('tells a score in a line', () => {
    expect(describeScore('names', NONE)).toBe('names: 100.0 % (20 of 20 found; 0 more are equivalent)')
  })

  it('tells each mistake that was not found, where it is and what it looks like', () => {
    const survivors = [survivor, { ...survivor, line: 9, status: 'NoCoverage' }]

    expect(describeScore('names', { found: 18, survivors, equivalent: 1, stale: [], percent: 90 })).toBe(
      [
        'a.ts:7 no test finds',
        '  - if (a > 1) {',
        '  + if (a >= 1) {',
        'a.ts:9 no test comes here',
        '  - if (a > 1) {',
        '  + if (a >= 1) {',
        'names: 90.0 % (18 of 20 found; 1 more are equivalent)',
      ].join('\n'),
    )
  })

  it('tells what is listed as equivalent in vain', () => {
    const stale = [{ file: 'a.ts', code: 'return known', mutated: 'return', why: 'it is the same' }]

    expect(describeScore('names', { ...NONE, stale })).toBe(
      [
        'a.ts is listed in scripts/mutate/equivalents.ts, but was found, or is there no more',
        '  - return known',
        '  + return',
        'names: 100.0 % (20 of 20 found; 0 more are equivalent)',
      ].join('\n'),
    )
  })

  it('does not round up', () => {
    const told = describeScore('names', { ...NONE, found: 9499, survivors: [survivor], percent: 94.99 })

    expect(told).toMatch(/names: 94\.9 %/)
  })
})
