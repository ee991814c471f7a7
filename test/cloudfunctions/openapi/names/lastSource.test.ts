import { lastSource } from '../../../../cloudfunctions/openapi/names/lastSource'

describe('lastSource', () => {
  it.each([
    ['wx_client', 'wx_client'],
    ['wx_client,scf', 'scf'],
    ['wx_client, scf , wx_http ', 'wx_http'],
    [' wx_trigger ', 'wx_trigger'],
    ['wx_client,', ''],
    ['', ''],
    [undefined, ''],
  ])('of %j is %j', (source, last) => {
    expect(lastSource(source)).toBe(last)
  })
})
