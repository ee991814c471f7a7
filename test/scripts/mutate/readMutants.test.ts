import { readMutants } from '../../../scripts/mutate/readMutants'

const SOURCE = `function f(a: number) {
  if (a > 1) {
    return a
  } else return 0
}
`
const at = (startLine: number, startColumn: number, endLine: number, endColumn: number) => ({
  start: { line: startLine, column: startColumn },
  end: { line: endLine, column: endColumn },
})
const read = (...mutants: object[]) => readMutants(JSON.stringify({ files: { 'a.ts': { source: SOURCE, mutants } } }))

describe('readMutants', () => {
  it('shows the line without and with the mistake', () => {
    expect(read({ location: at(2, 7, 2, 12), replacement: 'a >= 1', status: 'Survived' })).toStrictEqual([
      { file: 'a.ts', line: 2, code: 'if (a > 1) {', mutated: 'if (a >= 1) {', status: 'Survived' },
    ])
  })

  it('shows of a mistake that spans lines the first, and how it goes on after the last', () => {
    expect(read({ location: at(2, 14, 4, 4), replacement: '{\n    b()\n  }', status: 'Killed' })).toStrictEqual([
      { file: 'a.ts', line: 2, code: 'if (a > 1) {', mutated: 'if (a > 1) { b() } else return 0', status: 'Killed' },
    ])
  })

  it('takes what Stryker ignored, which it does not replace', () => {
    expect(read({ location: at(3, 5, 3, 13), status: 'Ignored' })).toStrictEqual([
      { file: 'a.ts', line: 3, code: 'return a', mutated: '', status: 'Ignored' },
    ])
  })

  it.each(['{}', '{"files":{"a.ts":{"source":""}}}', 'none'])('refuses %j, which is no report', (json) => {
    expect(() => readMutants(json)).toThrow()
  })
})
