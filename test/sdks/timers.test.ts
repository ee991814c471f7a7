import { returnedIn } from '../helpers/callFunction'
import { temporaryFolder } from '../helpers/temporaryFolder'
import { withLocalWeChat } from '../helpers/withLocalWeChat'

describe('a cloud call of wx-server-sdk 0.4 in a function that a timer started', () => {
  const functions = temporaryFolder('shared')
  beforeAll(() =>
    functions.write({
      'it/index.js': `
        const cloud = require(${JSON.stringify(require.resolve('wx-server-sdk-0.4'))})
        cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
        exports.main = () => cloud.openapi.logistics.getAllDelivery().catch(({ errCode, errMsg }) => ({ errCode, errMsg }))`,
      'it/config.json': JSON.stringify({
        permissions: { openapi: ['logistics.getAllDelivery'] },
        triggers: [{ name: 'daily', type: 'timer', config: '0 0 9 * * * *' }],
      }),
    }),
  )
  const wechat = withLocalWeChat(() => ({ functions: functions.path() }))

  it("does not send the timer's ticket, which this version does not support", async () => {
    const headers = { 'x-wx-source': 'wx_trigger' }
    const response = await fetch(wechat.url('/functions/it'), { method: 'POST', headers, body: '{}' })

    expect(returnedIn(await response.json()).result).toEqual({
      errCode: -501007,
      errMsg:
        'openapi.logistics.getAllDelivery:fail missing wxCloudApiToken (this invocation has one that was not sent: do not change WX_API_TOKEN and WX_CONTEXT_KEYS; for timers, wx-server-sdk 1.5 or later is needed)',
    })
  })
})
