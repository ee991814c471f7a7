import { bindAccount } from '../../../../cloudfunctions/openapi/apis/logistics/bindAccount'
import { OpenApiError } from '../../../../cloudfunctions/openapi/errors/OpenApiError'
import { toOpenApiError } from '../../../../cloudfunctions/openapi/errors/toOpenApiError'
import { deepFreeze } from '../../../helpers/deepFreeze'
import { UNKNOWN_OUTCOME } from '../../../helpers/faults'

const FAIL = 'openapi.logistics.bindAccount:fail'
const UPLOAD =
  'upload the function again from the WeChat developer tools, and wait ten minutes: permissions are cached.'

const WITH_A_CODE = [
  {
    rule: "keeps WeChat's business error verbatim",
    thrown: { errCode: 9300531, errMsg: `${FAIL} invalid biz_id or password rid: 1` },
    error: { errCode: 9300531, errMsg: `${FAIL} invalid biz_id or password rid: 1` },
  },
  {
    rule: 'keeps a message in another format verbatim',
    thrown: { errCode: 40097, errMsg: 'logistics.bindAccount:fail invalid args' },
    error: { errCode: 40097, errMsg: 'logistics.bindAccount:fail invalid args' },
  },
  {
    rule: 'keeps an undocumented code',
    thrown: { errCode: 123, errMsg: `${FAIL} surprise` },
    error: { errCode: 123, errMsg: `${FAIL} surprise` },
  },
  {
    rule: 'converts a code from a string to a number',
    thrown: { errCode: '9300529', errMsg: `${FAIL} bound` },
    error: { errCode: 9300529, errMsg: `${FAIL} bound` },
  },
  {
    rule: 'converts a negative code from a string to a number',
    thrown: { errCode: '-501003', errMsg: `${FAIL} too many` },
    error: { errCode: -501003, errMsg: `${FAIL} too many` },
  },
  {
    rule: 'uses the message if there is no errMsg',
    thrown: Object.assign(new Error('boom'), { errCode: -7 }),
    error: { errCode: -7, errMsg: `${FAIL} boom` },
  },
  {
    rule: 'reports an unknown error if there is no message',
    thrown: { errCode: -7, errMsg: '' },
    error: { errCode: -7, errMsg: `${FAIL} unknown error` },
  },
]

const REMEDIES = [
  {
    errCode: -604100,
    remedy:
      'API not found: WeChat does not offer logistics.bindAccount to this cloud function. ' +
      `Check that config.json lists it under permissions.openapi exactly as "logistics.bindAccount", ${UPLOAD}`,
  },
  {
    errCode: -604101,
    remedy:
      'function has no permission to call this API: list "logistics.bindAccount" under permissions.openapi ' +
      `in the config.json next to the index.js of the function, ${UPLOAD}`,
  },
  {
    errCode: -604104,
    remedy:
      'illegal source of invocation: WeChat does not accept logistics.bindAccount from where this call started ' +
      '(local debugging, a trigger). Call the uploaded function; if its config.json does not list "logistics.bindAccount" ' +
      `under permissions.openapi, add it, ${UPLOAD}`,
  },
]

const MISSING = 'missing wxCloudApiToken'

const UNKNOWN_OUTCOME_CODES = [-501001, -501002, -601001, -604102, -604103]

const WITHOUT_A_CODE = [
  { what: 'an Error', thrown: new Error('boom'), problem: 'boom' },
  { what: 'a string', thrown: 'boom', problem: 'boom' },
  { what: 'an empty string', thrown: '', problem: 'unknown error' },
  { what: 'an Error without a message', thrown: new Error(), problem: 'unknown error' },
  { what: 'an errMsg without a code', thrown: { errMsg: 'boom' }, problem: 'boom' },
  { what: 'a message that is not a string', thrown: { message: { a: 1 } }, problem: 'unknown error' },
  { what: 'a number', thrown: 42, problem: '42' },
  { what: 'a bigint', thrown: 42n, problem: '42' },
  { what: 'a symbol', thrown: Symbol('boom'), problem: 'unknown error' },
  { what: 'a boolean', thrown: true, problem: 'unknown error' },
  { what: 'null', thrown: null, problem: 'unknown error' },
  { what: 'undefined', thrown: undefined, problem: 'unknown error' },
  { what: 'the code 0', thrown: { errCode: 0, errMsg: 'boom' }, problem: 'boom' },
  { what: 'a code that is not a number', thrown: { errCode: 'E404', message: 'boom' }, problem: 'boom' },
  { what: 'a code that is not an integer', thrown: { errCode: 1.5, message: 'boom' }, problem: 'boom' },
  { what: 'a code that is NaN', thrown: { errCode: Number.NaN, message: 'boom' }, problem: 'boom' },
  { what: 'an object that throws when it is read', thrown: throwsWhenRead(), problem: 'unknown error' },
]

describe('toOpenApiError', () => {
  it('returns an OpenApiError without a cause, whose stack contains no secret', () => {
    const error = toOpenApiError(bindAccount, new Error('wrong password hunter22'), ['hunter22'])

    expect(error).toBeInstanceOf(OpenApiError)
    expect(error.cause).toBeUndefined()
    expect(error.stack).not.toContain('hunter22')
  })

  it.each(WITH_A_CODE)('$rule', ({ thrown, error }) => {
    expect(toOpenApiError(bindAccount, thrown).toJSON()).toStrictEqual(error)
  })

  it.each(REMEDIES)('names the API and the remedy for $errCode', ({ errCode, remedy }) => {
    const thrown = { errCode, errMsg: `system error: error code: ${errCode}` }

    expect(toOpenApiError(bindAccount, thrown).toJSON()).toStrictEqual({ errCode, errMsg: `${FAIL} ${remedy}` })
  })

  it.each([
    { errCode: -501007, problem: `${FAIL} -501007 invalid parameters. missing wxCloudApiToken`, shown: MISSING },
    { errCode: -501007, problem: 'logistics.bindAccount:fail Invalid wxCloudApiToken', shown: MISSING },
    { errCode: -501001, problem: `${FAIL} INVALID_WX_ACCESS_TOKEN`, shown: 'INVALID_WX_ACCESS_TOKEN' },
    { errCode: -501001, problem: 'invalid wx openapi access_token', shown: MISSING },
  ])('names the API and the remedy for a missing ticket, and reports that nothing was done: $problem', (it) => {
    const { errCode, problem, shown } = it

    expect(toOpenApiError(bindAccount, { errCode, errMsg: problem }).toJSON()).toStrictEqual({
      errCode,
      errMsg:
        `${FAIL} ${shown}: WeChat gave this invocation no ticket for logistics.bindAccount; nothing was done. ` +
        'Start the function from the mini program, or call WeChat over HTTPS with createOpenApi from a server',
    })
  })

  it('keeps another -501007 verbatim', () => {
    const thrown = { errCode: -501007, errMsg: `${FAIL} -501007 invalid parameters. apiName` }

    expect(toOpenApiError(bindAccount, thrown).toJSON()).toStrictEqual(thrown)
  })

  it.each(UNKNOWN_OUTCOME_CODES)('reports after %d that the outcome is unknown and how to find it out', (errCode) => {
    const thrown = { errCode, errMsg: 'system error' }

    expect(toOpenApiError(bindAccount, thrown).toJSON()).toStrictEqual({
      errCode,
      errMsg: `system error; ${UNKNOWN_OUTCOME}`,
    })
  })

  it.each(WITHOUT_A_CODE)('returns the code -1 for $what', ({ thrown, problem }) => {
    expect(toOpenApiError(bindAccount, thrown).toJSON()).toStrictEqual({ errCode: -1, errMsg: `${FAIL} ${problem}` })
  })

  it.each([
    { errCode: 40097, thrown: { errCode: 40097, errMsg: `${FAIL} hunter22 is wrong` } },
    { errCode: 40097, thrown: { errCode: 40097, message: 'hunter22 is wrong' } },
    { errCode: -1, thrown: new Error('hunter22 is wrong') },
  ])('replaces a secret in $thrown', ({ errCode, thrown }) => {
    expect(toOpenApiError(bindAccount, thrown, ['hunter22']).toJSON()).toStrictEqual({
      errCode,
      errMsg: `${FAIL} *** is wrong`,
    })
  })

  it('replaces a whole foreign message that contains a secret shorter than four characters', () => {
    const thrown = { errCode: 40097, errMsg: `${FAIL} invalid args` }

    expect(toOpenApiError(bindAccount, thrown, ['val']).toJSON()).toStrictEqual({
      errCode: 40097,
      errMsg: `${FAIL} ***`,
    })
  })

  it('keeps a message of this package that contains a short secret by chance', () => {
    const thrown = new OpenApiError('logistics.bindAccount', -401002, 'parameter.bizId is missing')

    expect(toOpenApiError(bindAccount, thrown, ['iz'])).toBe(thrown)
  })

  it('does not change the prefix, even if a secret occurs in it', () => {
    const thrown = { errCode: 40097, errMsg: `${FAIL} openapi is wrong` }

    expect(toOpenApiError(bindAccount, thrown, ['openapi']).toJSON()).toStrictEqual({
      errCode: 40097,
      errMsg: `${FAIL} *** is wrong`,
    })
  })

  it.each([
    { what: 'a message', errCode: -1, thrown: new Error('x'.repeat(1001)) },
    { what: 'an errMsg', errCode: 40097, thrown: { errCode: 40097, errMsg: `${FAIL} ${'x'.repeat(1001)}` } },
  ])('keeps the first 1000 characters of $what', ({ errCode, thrown }) => {
    expect(toOpenApiError(bindAccount, thrown).toJSON()).toStrictEqual({
      errCode,
      errMsg: `${FAIL} ${'x'.repeat(1000)}...`,
    })
  })

  it('keeps a message of 1000 characters unchanged', () => {
    expect(toOpenApiError(bindAccount, new Error('x'.repeat(1000))).errMsg).toBe(`${FAIL} ${'x'.repeat(1000)}`)
  })

  it('replaces a secret before it shortens the message, so that no part of the secret remains', () => {
    const thrown = new Error(`${'x'.repeat(996)}hunter22`)

    expect(toOpenApiError(bindAccount, thrown, ['hunter22']).errMsg).toBe(`${FAIL} ${'x'.repeat(996)}***`)
  })

  it('does not change what was thrown', () => {
    const thrown = deepFreeze({ errCode: -604101, errMsg: 'system error: error code: -604101' })

    toOpenApiError(bindAccount, thrown)

    expect(thrown).toStrictEqual({ errCode: -604101, errMsg: 'system error: error code: -604101' })
  })
})

function throwsWhenRead(): object {
  return new Proxy(
    {},
    {
      get() {
        throw new Error('read')
      },
    },
  )
}
