import { rowsInView } from '../../../../scripts/emulator/console/rowsInView'

describe('rowsInView', () => {
  it.each([
    ['at the top', { scrolled: 0, count: 1000 }, { first: 0, end: 22 }],
    ['in the middle', { scrolled: 5000, count: 1000 }, { first: 90, end: 122 }],
    ['between two rows', { scrolled: 5025, count: 1000 }, { first: 90, end: 123 }],
    ['at the end', { scrolled: 49_400, count: 1000 }, { first: 978, end: 1000 }],
    ['of a short list', { scrolled: 0, count: 3 }, { first: 0, end: 3 }],
    ['of none', { scrolled: 0, count: 0 }, { first: 0, end: 0 }],
    ['of a list that has become shorter', { scrolled: 40_000, count: 5 }, { first: 0, end: 5 }],
  ])('are those that are seen and ten around, %s', (_what, at, rows) => {
    expect(rowsInView({ height: 600, rowHeight: 50, ...at })).toEqual(rows)
  })
})
