import fc from 'fast-check'
import { main } from '../../../cloudfunctions/bindAccount'
import { catchLog } from '../../helpers/catchLog'

const mockBindAccount = jest.fn()
jest.mock('wx-server-sdk', () => ({
  init: () => undefined,
  openapi: { logistics: { bindAccount: (params: unknown) => mockBindAccount(params) } },
}))

const PASSWORD = 'p4ss"wörd\\'
const event = { type: 'bind', bizId: '123456', deliveryId: 'YUNDA', password: PASSWORD }
const trap = () => {
  throw new Error(`trap ${PASSWORD}`)
}
const cyclic = new Error('cyclic')
cyclic.cause = cyclic

/** Values that an SDK or a bug may throw. Each is created anew for each test. */
const thrownValues: [string, () => unknown][] = [
  ['an Error that holds the password', () => new Error(`wrong ${PASSWORD} or ${JSON.stringify(PASSWORD)}`)],
  ['an error of WeChat that holds the password', () => ({ errCode: 9300531, errMsg: `invalid password ${PASSWORD}` })],
  ['an Error whose cause is itself', () => cyclic],
  ['a frozen object', () => Object.freeze({ errCode: 1, errMsg: 'frozen' })],
  [
    'an object whose getters throw',
    () => Object.defineProperties({}, { errCode: { get: trap }, message: { get: trap } }),
  ],
  [
    'a proxy that throws on every access',
    () => new Proxy({}, { get: trap, has: trap, getPrototypeOf: trap, ownKeys: trap }),
  ],
  ['a thenable', () => Object.assign(new Promise(() => undefined), { errMsg: 'then' })],
  ['a function', () => () => PASSWORD],
  ['a symbol', () => Symbol(PASSWORD)],
  ['undefined', () => undefined],
  ['null', () => null],
  ['a string', () => `text ${PASSWORD}`],
  ['a number', () => 42],
  ['an errCode that is not an integer', () => ({ errCode: 1.5, errMsg: 'x' })],
  ['an errCode 0', () => ({ errCode: 0, errMsg: 'x' })],
  ['an errCode beyond the safe integers', () => ({ errCode: 2 ** 60, errMsg: 'x' })],
]

describe('main', () => {
  const lines = catchLog()

  async function check(throwIt: () => unknown) {
    mockBindAccount.mockImplementation(throwIt)
    lines.splice(0)
    const result = await main(event)
    expect(Object.keys(result)).toEqual(['errCode', 'errMsg'])
    expect(Number.isSafeInteger(result.errCode) && result.errCode !== 0).toBe(true)
    expect(typeof result.errMsg).toBe('string')
    for (const secret of [PASSWORD, JSON.stringify(PASSWORD).slice(1, -1)]) {
      expect([result.errMsg, ...lines].filter((text) => text.includes(secret))).toEqual([])
    }
  }

  it.each(thrownValues)(
    'returns an error code without the password if %s is thrown or rejected',
    async (_what, make) => {
      await check(() => {
        throw make()
      })
      await check(() => Promise.reject(make()))
    },
  )

  it('returns an error code for any other value that is thrown', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything({ withBigInt: true, withNullPrototype: true }), (it) =>
        check(() => Promise.reject(it)),
      ),
    )
  })

  it('returns an error code for a resolved value that is not a success', async () => {
    const wrong = fc.oneof(
      fc.constantFrom(
        undefined,
        null,
        ...[{ buffer: Buffer.from('') }, { result: '' }, { errCode: 5 }, { errCode: '-1' }],
      ),
    )
    await fc.assert(fc.asyncProperty(wrong, (it) => check(async () => it)))
  })
})
