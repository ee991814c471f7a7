import { bindAccount } from '../../../../cloudfunctions/openapi/apis/logistics/bindAccount'
import { OpenApiError } from '../../../../cloudfunctions/openapi/errors/OpenApiError'
import { lostCall, noAccessToken, notWeChatsNetwork, refusal } from '../../../../cloudfunctions/openapi/https/errors'
import { Failure } from '../../../../cloudfunctions/openapi/https/Failure'
import { UNKNOWN_OUTCOME } from '../../../helpers/faults'

const FAIL = 'openapi.logistics.bindAccount:fail'

describe('refusal', () => {
  it("has WeChat's code and message, and the id of the request", () => {
    const error = refusal(bindAccount, { errcode: 40097, errmsg: 'invalid args rid: 65a0-0b1c-4f50', fields: {} }, [])

    expect(error).toBeInstanceOf(OpenApiError)
    expect({ ...error }).toStrictEqual({
      name: 'OpenApiError',
      errCode: 40097,
      errMsg: `${FAIL} invalid args rid: 65a0-0b1c-4f50`,
      rid: '65a0-0b1c-4f50',
    })
  })

  it("has the courier's response, which a cloud call loses", () => {
    const fields = { delivery_resultcode: 10002, delivery_resultmsg: '客户密码不正确' }
    const error = refusal(bindAccount, { errcode: 9300501, errmsg: 'delivery logic fail', fields }, [])

    expect({ ...error }).toStrictEqual({
      name: 'OpenApiError',
      errCode: 9300501,
      errMsg: `${FAIL} delivery logic fail`,
      deliveryResultcode: 10002,
      deliveryResultmsg: '客户密码不正确',
    })
  })

  it("omits fields that differ from WeChat's document", () => {
    const fields = { delivery_resultcode: '10002', delivery_resultmsg: null }

    expect({ ...refusal(bindAccount, { errcode: -2, errmsg: '', fields }, []) }).toStrictEqual({
      name: 'OpenApiError',
      errCode: -2,
      errMsg: `${FAIL} unknown error`,
    })
  })

  it('explains how to find out the outcome if the code leaves it unknown', () => {
    const error = refusal(bindAccount, { errcode: -604102, errmsg: 'timeout', fields: {} }, [])

    expect(error.toJSON()).toStrictEqual({ errCode: -604102, errMsg: `${FAIL} timeout; ${UNKNOWN_OUTCOME}` })
  })

  it('includes the given note', () => {
    const answer = { errcode: 40001, errmsg: 'invalid hunter22 rid: 65a0-0b1c-4f50', fields: {} }

    expect({
      ...refusal(bindAccount, answer, ['hunter22'], { en: 'another did not help', zh: '新的也被拒绝' }),
    }).toStrictEqual({
      name: 'OpenApiError',
      errCode: 40001,
      errMsg: `${FAIL} invalid *** rid: 65a0-0b1c-4f50; another did not help`,
      next: { en: 'another did not help', zh: '新的也被拒绝' },
      rid: '65a0-0b1c-4f50',
    })
  })

  it('replaces secrets in each field', () => {
    const fields = { delivery_resultmsg: 'hunter22 is wrong' }
    const error = refusal(bindAccount, { errcode: 9300531, errmsg: 'hunter22 is wrong rid: hunter22', fields }, [
      'hunter22',
    ])

    expect({ ...error }).toStrictEqual({
      name: 'OpenApiError',
      errCode: 9300531,
      errMsg: `${FAIL} *** is wrong rid: ***`,
      rid: '***',
      deliveryResultmsg: '*** is wrong',
    })
  })
})

describe('lostCall', () => {
  it('explains how to find out an unknown outcome, and keeps the cause', () => {
    const cause = new Error('read ECONNRESET')
    const error = lostCall(bindAccount, new Failure(-501001, 'the line broke', 'unanswered', { cause }), [])

    expect(error.toJSON()).toStrictEqual({ errCode: -501001, errMsg: `${FAIL} the line broke; ${UNKNOWN_OUTCOME}` })
    expect(error.cause).toBe(cause)
  })

  it('reports that nothing was sent if that is certain', () => {
    const error = lostCall(bindAccount, new Failure(-501001, 'cannot connect', 'unsent'), [])

    expect(error.toJSON()).toStrictEqual({ errCode: -501001, errMsg: `${FAIL} cannot connect; nothing was sent` })
    expect(error.cause).toBeUndefined()
  })

  it('uses -601001 for a response that cannot be read', () => {
    const error = lostCall(bindAccount, new RangeError('hunter22 overflows'), ['hunter22'])

    expect(error.toJSON()).toStrictEqual({
      errCode: -601001,
      errMsg: `${FAIL} the response could not be read; ${UNKNOWN_OUTCOME}`,
    })
    expect(error.cause).toMatchObject({ name: 'RangeError', message: '*** overflows' })
  })
})

describe('noAccessToken', () => {
  it("has WeChat's code and message, and reports that the call took no effect", () => {
    const thrown = new Failure(40125, 'invalid appsecret hunter22 rid: 65a0-0b1c-4f50', 'answered')

    expect({ ...noAccessToken(bindAccount, thrown, ['hunter22']) }).toStrictEqual({
      name: 'OpenApiError',
      errCode: 40125,
      errMsg: `${FAIL} no access_token: invalid appsecret *** rid: 65a0-0b1c-4f50; the call took no effect`,
      next: { en: 'the call took no effect', zh: '这次调用没有生效' },
      rid: '65a0-0b1c-4f50',
    })
  })

  it('reports that nothing was sent if the connection failed', () => {
    const thrown = new Failure(-501001, 'cannot connect to api.weixin.qq.com (ENOTFOUND)', 'unsent')

    expect(noAccessToken(bindAccount, thrown, []).errMsg).toBe(
      `${FAIL} no access_token: cannot connect to api.weixin.qq.com (ENOTFOUND); nothing was sent`,
    )
  })

  it("keeps the error of the caller's getAccessToken as its cause, without secrets", () => {
    const error = noAccessToken(bindAccount, new Error('redis said no to hunter22'), ['hunter22'])

    expect(error.toJSON()).toStrictEqual({
      errCode: -501001,
      errMsg: `${FAIL} no access_token: getAccessToken failed; the call took no effect`,
    })
    expect(error.cause).toMatchObject({ name: 'Error', message: 'redis said no to ***' })
  })
})

describe('notWeChatsNetwork', () => {
  it('reports that nothing was sent, regardless of how the read failed', () => {
    const thrown = new TypeError('s3cret')

    expect({ ...notWeChatsNetwork(bindAccount, thrown, ['s3cret']) }).toStrictEqual({
      name: 'OpenApiError',
      errCode: -601001,
      errMsg: expect.stringMatching(
        /^openapi\.logistics\.bindAccount:fail cloudRun: getAllAccount, read first, failed: the response could not be read; nothing of this call was sent\. Check that /,
      ),
      next: {
        en: expect.stringMatching(/^nothing of this call was sent\. Check that /),
        zh: expect.stringMatching(/^这次调用没有发出任何内容。请确认：/),
      },
    })
  })
})
