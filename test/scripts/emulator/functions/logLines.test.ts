import { callLine, isOwnLogLine, outputLine } from '../../../../scripts/emulator/functions/logLines'

const id = '3fa9c1d2-7c4e-4b0a-9d43-1f2e3d4c5b6a'
const name = 'bindAccount'
beforeEach(() => {
  jest.useFakeTimers({ now: new Date(2026, 10, 5, 7, 8, 9) })
})
afterEach(() => jest.useRealTimers())

it('formats a call with its time, the start of its id, its name, its code and its duration', () => {
  expect(
    [
      callLine({ id, name, errCode: 0, ms: 35 }),
      callLine({
        id,
        name,
        errCode: 9300531,
        ms: 35,
        more: ['invalid biz_id or password', undefined, { en: 'Check it.', zh: '请检查' }],
      }),
      callLine({ id, name, errCode: undefined, ms: 35 }),
      callLine({ id: 'https', name: 'token', errCode: 0, ms: 1, more: [] }),
    ].map(({ en, zh }) => [en, zh]),
  ).toEqual([
    Array(2).fill('07:08:09 3fa9c1d2 bindAccount 0 35 ms'),
    [
      '07:08:09 3fa9c1d2 bindAccount 9300531 35 ms: invalid biz_id or password Check it.',
      '07:08:09 3fa9c1d2 bindAccount 9300531 35 ms: invalid biz_id or password 请检查',
    ],
    Array(2).fill('07:08:09 3fa9c1d2 bindAccount ok 35 ms'),
    Array(2).fill('07:08:09 https    token 0 1 ms'),
  ])
})

it('formats the output of a function', () => {
  expect(outputLine(id, 'hello')).toBe('07:08:09 3fa9c1d2 | hello')
})

describe('isOwnLogLine', () => {
  const own = { api: 'logistics.bindAccount', errCode: 0, ms: 41, requestId: 'r-1' }

  it('returns true for the line that a function of this package logs after a success', () => {
    expect(isOwnLogLine(JSON.stringify(own), 'r-1')).toBe(true)
  })

  it.each([
    ['about a failure', { ...own, errCode: 9300531 }],
    ['about another request', { ...own, requestId: 'r-2' }],
    ['about a late response', { ...own, late: true }],
    ['about another API', { ...own, api: 'subscribeMessage.send' }],
    ['without an API', { errCode: 0, requestId: 'r-1' }],
  ])('returns false for a line %s', (_what, line) => {
    expect(isOwnLogLine(JSON.stringify(line), 'r-1')).toBe(false)
  })

  it.each(['', 'hello', '{"api":"', '{"api":"logistics.bindAccount"'])('returns false for %j', (line) => {
    expect(isOwnLogLine(line, 'r-1')).toBe(false)
  })
})
