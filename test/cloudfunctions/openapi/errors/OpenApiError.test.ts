import {
  failMessage,
  isOpenApiError,
  OpenApiError,
  okMessage,
  ridIn,
} from '../../../../cloudfunctions/openapi/errors/OpenApiError'

const API = 'logistics.bindAccount'

describe('OpenApiError', () => {
  const errMsg = 'openapi.logistics.bindAccount:fail parameter.bizId is missing'

  it('is an Error that says its own name and message', () => {
    const error = new OpenApiError(API, -401002, 'parameter.bizId is missing')

    expect(error).toBeInstanceOf(Error)
    expect(String(error)).toBe(`OpenApiError: ${errMsg}`)
  })

  it('carries the code and the message', () => {
    const { errCode, errMsg: said, message } = new OpenApiError(API, -401002, 'parameter.bizId is missing')

    expect({ errCode, said, message }).toStrictEqual({ errCode: -401002, said: errMsg, message: errMsg })
  })

  it('becomes exactly { errCode, errMsg } on the wire, whatever its cause', () => {
    const error = new OpenApiError(API, -401002, 'parameter.bizId is missing', { cause: new Error('hunter22') })

    expect(error.toJSON()).toStrictEqual({ errCode: -401002, errMsg })
    expect(JSON.stringify(error)).toBe(`{"errCode":-401002,"errMsg":"${errMsg}"}`)
  })

  it('keeps the cause it is given', () => {
    const cause = new Error('boom')

    expect(new OpenApiError(API, -1, 'boom', { cause }).cause).toBe(cause)
  })

  it('becomes the same on the wire where an HTTPS call has learnt more', () => {
    const more = { rid: '65a0-0b1c-4f50', deliveryResultcode: 10002, deliveryResultmsg: '客户密码不正确' }
    const error = Object.assign(new OpenApiError(API, 9300501, 'delivery logic fail'), more)

    expect(error.toJSON()).toStrictEqual({
      errCode: 9300501,
      errMsg: 'openapi.logistics.bindAccount:fail delivery logic fail',
    })
  })

  it.each([
    {
      rule: 'blanks secrets in the problem',
      problem: 'hunter22 is wrong',
      options: { secrets: ['hunter22'] },
      errMsg: 'openapi.logistics.bindAccount:fail *** is wrong',
    },
    {
      rule: 'leaves the prefix and the advice alone',
      problem: 'openapi call again',
      options: { secrets: ['openapi', 'call again'], advice: 'call again' },
      errMsg: 'openapi.logistics.bindAccount:fail *** ***; call again',
    },
    {
      rule: 'cuts a long problem, not the advice',
      problem: 'x'.repeat(1001),
      options: { advice: 'y'.repeat(1001) },
      errMsg: `openapi.logistics.bindAccount:fail ${'x'.repeat(1000)}...; ${'y'.repeat(1001)}`,
    },
    {
      rule: "takes a whole errMsg of the platform's as it is",
      problem: 'system error: error code: -1',
      options: { bare: true },
      errMsg: 'system error: error code: -1',
    },
  ])('$rule', ({ problem, options, errMsg: said }) => {
    const error = new OpenApiError(API, -1, problem, options)

    expect([error.errMsg, error.message]).toStrictEqual([said, said])
  })

  it('has no field for it otherwise', () => {
    expect(Object.keys(new OpenApiError(API, 9300501, 'delivery logic fail'))).toStrictEqual([
      'name',
      'errCode',
      'errMsg',
    ])
  })
})

describe('isOpenApiError', () => {
  it.each([
    { what: 'an OpenApiError', thrown: new OpenApiError(API, -1, 'x'), is: true },
    { what: 'another Error', thrown: new Error('x'), is: false },
    { what: 'something of the same form', thrown: { name: 'OpenApiError', errCode: -1, errMsg: 'x' }, is: false },
    { what: 'undefined', thrown: undefined, is: false },
    {
      what: 'a proxy that throws at every touch',
      thrown: new Proxy(
        {},
        {
          getPrototypeOf() {
            throw new Error('trap')
          },
        },
      ),
      is: false,
    },
  ])('tells $what: $is', ({ thrown, is }) => {
    expect(isOpenApiError(thrown)).toBe(is)
  })
})

describe('messages', () => {
  it("have the SDK's own form", () => {
    expect(okMessage('logistics.bindAccount')).toBe('openapi.logistics.bindAccount:ok')
    expect(failMessage('logistics.bindAccount', 'invalid args')).toBe('openapi.logistics.bindAccount:fail invalid args')
  })
})

describe('ridIn', () => {
  it.each([
    { message: 'invalid args rid: 65a0c1f2-0b1c2d3e-4f506172', rid: '65a0c1f2-0b1c2d3e-4f506172' },
    { message: 'invalid args hint: [0Jq1tA0300r256]', rid: undefined },
    { message: 'grid: 1', rid: undefined },
    { message: '', rid: undefined },
  ])('finds the id of the request in "$message": $rid', ({ message, rid }) => {
    expect(ridIn(message)).toBe(rid)
  })
})
