import { OpenApiError } from '../../../cloudfunctions/openapi/OpenApiError'

describe('OpenApiError', () => {
  const errMsg = 'openapi.logistics.bindAccount:fail parameter.bizId is missing'

  it('is an Error that says its own name and message', () => {
    const error = new OpenApiError(-401002, errMsg)

    expect(error).toBeInstanceOf(Error)
    expect(String(error)).toBe(`OpenApiError: ${errMsg}`)
  })

  it('carries the code and the message', () => {
    const { errCode, errMsg: said, message } = new OpenApiError(-401002, errMsg)

    expect({ errCode, said, message }).toStrictEqual({ errCode: -401002, said: errMsg, message: errMsg })
  })

  it('becomes exactly { errCode, errMsg } on the wire, whatever its cause', () => {
    const error = new OpenApiError(-401002, errMsg, { cause: new Error('hunter22') })

    expect(error.toJSON()).toStrictEqual({ errCode: -401002, errMsg })
    expect(JSON.stringify(error)).toBe(`{"errCode":-401002,"errMsg":"${errMsg}"}`)
  })

  it('keeps the cause it is given', () => {
    const cause = new Error('boom')

    expect(new OpenApiError(-1, errMsg, { cause }).cause).toBe(cause)
  })
})
