import { failMessage, okMessage } from '../../../../cloudfunctions/openapi/errors/messages'

describe('messages', () => {
  it("have the SDK's own form", () => {
    expect(okMessage('logistics.bindAccount')).toBe('openapi.logistics.bindAccount:ok')
    expect(failMessage('logistics.bindAccount', 'invalid args')).toBe('openapi.logistics.bindAccount:fail invalid args')
  })
})
