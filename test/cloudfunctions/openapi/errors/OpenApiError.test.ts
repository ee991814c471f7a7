import { isOpenApiError, OpenApiError } from '../../../../cloudfunctions/openapi/errors/OpenApiError'

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

  it('becomes the same on the wire where an HTTPS call has learnt more', () => {
    const more = { rid: '65a0-0b1c-4f50', deliveryResultcode: 10002, deliveryResultmsg: '客户密码不正确' }
    const error = Object.assign(new OpenApiError(9300501, errMsg), more)

    expect(error.toJSON()).toStrictEqual({ errCode: 9300501, errMsg })
  })

  it('has no field for it otherwise', () => {
    expect(Object.keys(new OpenApiError(9300501, errMsg))).toStrictEqual(['errCode', 'errMsg', 'name'])
  })
})

describe('isOpenApiError', () => {
  it.each([
    { what: 'an OpenApiError', thrown: new OpenApiError(-1, 'x'), is: true },
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
