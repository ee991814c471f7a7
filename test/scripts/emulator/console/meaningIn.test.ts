import { meaningIn } from '../../../../scripts/emulator/console/meaningIn'
import { describeApis } from '../../../../scripts/emulator/routes/describeApis'

const meaningOf = (call: Parameters<typeof meaningIn>[1]) => meaningIn(describeApis(), call).meaning?.en

describe('the page', () => {
  it('says that a push was not delivered if the server failed, instead of naming a code of WeChat', () => {
    const push = { api: 'add_express_path', errcode: -1, url: 'http://127.0.0.1:1/push' }
    expect([push, { ...push, errcode: 0 }, { api: push.api, errcode: -501000 }].map(meaningOf)).toEqual([
      'not delivered',
      'done',
      describeApis().codes[-501000]?.meaning.en,
    ])
  })

  it('explains a code by the API, also if the call has only the last part of its name', () => {
    const call = { api: 'logistics.bindAccount', errcode: 9300529 }
    expect(meaningOf({ ...call, api: 'bindAccount' })).toBe(meaningOf(call))
    expect(meaningOf({ ...call, notSimulated: true })).toBe('not simulated')
  })
})
