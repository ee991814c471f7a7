import { Runner } from '../../../../scripts/emulator/functions/Runner'
import { inBothLanguages } from '../../../helpers/inBothLanguages'
import { temporaryFolder } from '../../../helpers/temporaryFolder'
import { withLocalWeChat } from '../../../helpers/withLocalWeChat'

const folder = temporaryFolder('shared')
const timer = (name: string, config: string) => ({ name, type: 'timer', config })
const wechat = withLocalWeChat(() => ({
  functions: folder.write({
    'remind/index.js': `exports.main = async ({ Type, TriggerName, Time, Message }) =>
  ({ event: { Type, TriggerName, Time, Message }, source: process.env.TCB_SOURCE, openid: process.env.WX_OPENID })`,
    'remind/config.json': JSON.stringify({
      triggers: [timer('daily', '0 0 9 * * * *'), timer('weekly', '0 0 9 * * MON *')],
    }),
    'broken/index.js': `exports.main = async () => { throw new Error('no network') }`,
    'broken/config.json': JSON.stringify({ triggers: [timer('daily', '0 0 9 * * * *')] }),
    'plain/index.js': 'exports.main = async () => 1',
    'short/index.js': 'exports.main = async () => 1',
    'short/config.json': JSON.stringify({ triggers: [timer('daily', '0 9 * * *')] }),
  }),
}))
const fire = (body: unknown) => wechat.control('POST', 'triggers', body)

describe('POST /emulator/triggers', () => {
  it('calls the function with the event of its timer and returns what the function returns', async () => {
    const answer = await fire({ function: 'remind', trigger: 'weekly' })

    expect(answer).toEqual({
      status: 200,
      body: {
        errMsg: 'cloud.callFunction:ok',
        requestID: expect.any(String),
        result: {
          event: {
            Type: 'Timer',
            TriggerName: 'weekly',
            Time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
            Message: '',
          },
          source: 'wx_trigger',
        },
      },
    })
  })

  it('calls it for the default mini program, without a user, at the current time in UTC', async () => {
    const call = jest.spyOn(Runner.prototype, 'call')
    jest.spyOn(Date.prototype, 'toISOString').mockReturnValue('2026-01-02T03:04:05.678Z')
    await fire({ function: 'remind', trigger: 'daily' })

    expect(call.mock.calls).toEqual([
      [
        'remind',
        { Type: 'Timer', TriggerName: 'daily', Time: '2026-01-02T03:04:05Z', Message: '' },
        { appid: 'wx0000000000000000', source: 'wx_trigger' },
      ],
    ])
  })

  it('returns the failure of the function', async () => {
    expect(await fire({ function: 'broken', trigger: 'daily' })).toEqual({
      status: 200,
      body: {
        errCode: -504002,
        errMsg: 'cloud.callFunction:fail Error: errCode: -504002 functions execute fail | errMsg: Error: no network',
      },
    })
  })

  it('says why the trigger is not used', async () => {
    expect(await fire({ function: 'short', trigger: 'daily' })).toMatchObject({
      status: 404,
      body: {
        message: {
          en: 'the config.json of short has no trigger "daily" (triggers: none; functions: broken, plain, remind, short); triggers.0.config is not used: should have seven fields: second, minute, hour, day, month, weekday, year',
          zh: 'short 的 config.json 中没有触发器 "daily"（触发器：无；云函数：broken, plain, remind, short）；未采用 triggers.0.config：应有七段：秒、分、时、日、月、星期、年',
        },
      },
    })
  })

  it.each([
    [
      { function: '../remind', trigger: 'daily' },
      'the config.json of ../remind has no trigger "daily" (triggers: none; functions: broken, plain, remind, short)',
    ],
    [
      { function: 'remind', trigger: 'dayly' },
      'the config.json of remind has no trigger "dayly" (triggers: daily, weekly; functions: broken, plain, remind, short)',
    ],
    [
      { function: 'plain', trigger: 'daily' },
      'the config.json of plain has no trigger "daily" (triggers: none; functions: broken, plain, remind, short)',
    ],
  ])('responds with 404 to %j', async (body, errmsg) => {
    expect(await fire(body)).toEqual({ status: 404, body: { errcode: 404, ...inBothLanguages(errmsg) } })
  })

  it.each([
    [{ trigger: 'daily' }, 'function: is missing'],
    [{ function: 'remind', trigger: 7 }, 'trigger: should be a string'],
    [{ function: 'remind', trigger: '' }, 'trigger: should not be empty'],
    [
      { function: 'remind', triger: 'daily' },
      'trigger: is missing; triger: is unknown; did you mean trigger? (known: function, trigger)',
    ],
    [[], 'the body: should be an object, {...}'],
    [undefined, 'the body: is missing'],
  ])('responds with 400 to %j', async (body, errmsg) => {
    expect(await fire(body)).toEqual({ status: 400, body: { errcode: 400, ...inBothLanguages(errmsg) } })
  })
})
