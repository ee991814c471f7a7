import { callLine, outputLine } from '../../../../scripts/emulator/functions/callLine'

const id = '3fa9c1d2-7c4e-4b0a-9d43-1f2e3d4c5b6a'
const name = 'bindAccount'
beforeEach(() => {
  jest.useFakeTimers({ now: new Date(2026, 10, 5, 7, 8, 9) })
})
afterEach(() => jest.useRealTimers())

it('tells of a call its time, the start of its id, its name, its code and how long it took', () => {
  expect([
    callLine({ id, name, errCode: 0, ms: 35 }),
    callLine({ id, name, errCode: 9300531, ms: 35, more: 'invalid biz_id or password' }),
    callLine({ id, name, errCode: undefined, ms: 35 }),
    callLine({ id: 'https', name: 'token', errCode: 0, ms: 1, more: '' }),
  ]).toEqual([
    '07:08:09 3fa9c1d2 bindAccount 0 35 ms',
    '07:08:09 3fa9c1d2 bindAccount 9300531 35 ms: invalid biz_id or password',
    '07:08:09 3fa9c1d2 bindAccount ok 35 ms',
    '07:08:09 https    token 0 1 ms',
  ])
})

it('tells what a function prints', () => {
  expect(outputLine(id, 'hello')).toBe('07:08:09 3fa9c1d2 | hello')
})
