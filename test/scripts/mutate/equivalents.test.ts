import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { equivalents } from '../../../scripts/mutate/equivalents'

const linesOf = (file: string) =>
  readFileSync(join(__dirname, '../../..', file), 'utf8')
    .split('\n')
    .map((line) => line.trim())

describe('equivalents', () => {
  it('are mistakes in lines that there are', () => {
    expect(equivalents.filter(({ file, code }) => !linesOf(file).includes(code))).toStrictEqual([])
  })

  it('are each listed once', () => {
    const told = equivalents.map(({ file, code, mutated }) => `${file}: ${code} -> ${mutated}`)

    expect([...new Set(told)]).toStrictEqual(told)
  })
})
