import { isOwnLogLine } from '../../../../scripts/emulator/functions/isOwnLogLine'

const own = { api: 'logistics.bindAccount', errCode: 0, ms: 41, requestId: 'r-1' }

it('knows the line that a function of this project logs of a success', () => {
  expect(isOwnLogLine(JSON.stringify(own), 'r-1')).toBe(true)
})

it.each([
  ['of a failure', { ...own, errCode: 9300531 }],
  ['of another request', { ...own, requestId: 'r-2' }],
  ['of an answer that came too late', { ...own, late: true }],
  ['of another API', { ...own, api: 'subscribeMessage.send' }],
  ['without an API', { errCode: 0, requestId: 'r-1' }],
])('does not take a line %s for it', (_what, line) => {
  expect(isOwnLogLine(JSON.stringify(line), 'r-1')).toBe(false)
})

it.each(['', 'hello', '{"api":"', '{"api":"logistics.bindAccount"'])('does not take %j for it', (line) => {
  expect(isOwnLogLine(line, 'r-1')).toBe(false)
})
