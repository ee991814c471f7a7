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

  it('is an Error with its own name and message', () => {
    const error = new OpenApiError(API, -401002, 'parameter.bizId is missing')

    expect(error).toBeInstanceOf(Error)
    expect(String(error)).toBe(`OpenApiError: ${errMsg}`)
  })

  it('has the code and the message', () => {
    const { errCode, errMsg: actual, message } = new OpenApiError(API, -401002, 'parameter.bizId is missing')

    expect({ errCode, actual, message }).toStrictEqual({ errCode: -401002, actual: errMsg, message: errMsg })
  })

  it('becomes exactly { errCode, errMsg } as JSON, regardless of its cause', () => {
    const error = new OpenApiError(API, -401002, 'parameter.bizId is missing', { cause: new Error('hunter22') })

    expect(error.toJSON()).toStrictEqual({ errCode: -401002, errMsg })
    expect(JSON.stringify(error)).toBe(`{"errCode":-401002,"errMsg":"${errMsg}"}`)
  })

  it('keeps its cause', () => {
    const cause = new Error('boom')

    expect(new OpenApiError(API, -1, 'boom', { cause }).cause).toBe(cause)
  })

  it('becomes the same JSON if an HTTPS call returned more fields', () => {
    const more = { rid: '65a0-0b1c-4f50', deliveryResultcode: 10002, deliveryResultmsg: '客户密码不正确' }
    const error = Object.assign(new OpenApiError(API, 9300501, 'delivery logic fail'), more)

    expect(error.toJSON()).toStrictEqual({
      errCode: 9300501,
      errMsg: 'openapi.logistics.bindAccount:fail delivery logic fail',
    })
  })

  it.each([
    {
      rule: 'replaces secrets in the problem',
      problem: 'hunter22 is wrong',
      options: { secrets: ['hunter22'] },
      errMsg: 'openapi.logistics.bindAccount:fail *** is wrong',
    },
    {
      rule: 'does not change the prefix and the next step',
      problem: 'openapi call again',
      options: { secrets: ['openapi', 'call again'], next: { en: 'call again', zh: '重试' } },
      errMsg: 'openapi.logistics.bindAccount:fail *** ***; call again',
    },
    {
      rule: 'shortens a long problem, not the next step',
      problem: 'x'.repeat(1001),
      options: { next: { en: 'y'.repeat(1001), zh: '' } },
      errMsg: `openapi.logistics.bindAccount:fail ${'x'.repeat(1000)}...; ${'y'.repeat(1001)}`,
    },
    {
      rule: 'uses a whole errMsg of the platform unchanged',
      problem: 'system error: error code: -1',
      options: { bare: true },
      errMsg: 'system error: error code: -1',
    },
  ])('$rule', ({ problem, options, errMsg: expected }) => {
    const error = new OpenApiError(API, -1, problem, options)

    expect([error.errMsg, error.message]).toStrictEqual([expected, expected])
  })

  it('explains in both languages why this package refused a call', () => {
    const problem = { en: 'parameter.bizId is missing', zh: '参数 bizId 缺失' }
    const error = new OpenApiError(API, -401002, problem)

    expect(error.toJSON()).toStrictEqual({ errCode: -401002, errMsg })
    expect(error.reason).toStrictEqual(problem)
    expect(error.explain({ meaning: problem, cause: { en: 'usual', zh: '' }, next: problem })).toStrictEqual({
      cause: problem,
      next: undefined,
    })
  })

  it('explains another failure by its usual cause, and by its own next step if it has one', () => {
    const usual = { meaning: { en: 'm', zh: '' }, cause: { en: 'c', zh: '' }, next: { en: 'n', zh: '' } }
    const next = { en: 'look at getAllAccount', zh: '用 getAllAccount 查看' }

    expect(new OpenApiError(API, -501001, 'HTTP 502').explain(usual)).toStrictEqual({
      cause: usual.cause,
      next: usual.next,
    })
    expect(new OpenApiError(API, -501001, 'HTTP 502', { next }).explain(usual)).toStrictEqual({
      cause: usual.cause,
      next,
    })
  })

  it('has no further fields if there is nothing to add', () => {
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
    {
      what: 'another object with the same fields',
      thrown: { name: 'OpenApiError', errCode: -1, errMsg: 'x' },
      is: false,
    },
    { what: 'undefined', thrown: undefined, is: false },
    {
      what: 'a proxy that throws on every access',
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
  ])('returns for $what: $is', ({ thrown, is }) => {
    expect(isOpenApiError(thrown)).toBe(is)
  })
})

describe('messages', () => {
  it("have the same form as the SDK's messages", () => {
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
  ])('finds the request id in "$message": $rid', ({ message, rid }) => {
    expect(ridIn(message)).toBe(rid)
  })
})
