import { execFileSync } from 'node:child_process'
import { curlOf } from '../../../../scripts/emulator/console/repeat'
import type { LoggedCall } from '../../../../scripts/emulator/control/CallLog'
import { describeApis } from '../../../../scripts/emulator/routes/describeApis'

const URL = 'http://127.0.0.1:8787'
const JSON_TYPE = ['-H', 'content-type: application/json']
const call = (more: Partial<LoggedCall>): LoggedCall => ({
  id: 1,
  at: '2026-01-01T00:00:00.000Z',
  channel: 'https',
  api: 'logistics.bindAccount',
  wireParams: { password: '***', remark_content: `it's "so"` },
  errcode: 0,
  ms: 1,
  ...more,
})
/** Returns the arguments that a POSIX shell passes to curl. */
const argsOf = (more: Partial<LoggedCall>) =>
  execFileSync('sh', ['-c', curlOf(call(more), describeApis().apis, URL).command.replace('curl', "printf '%s\\n'")], {
    encoding: 'utf8',
  })
    .trimEnd()
    .split('\n')
const json = JSON.stringify({ ...call({}).wireParams, password: '<password>' })

describe('curlOf', () => {
  it.each([
    [
      'a function, as a user',
      { channel: 'function', api: 'pay me', openid: 'oAdmin', source: 'wx_client' },
      [
        ...JSON_TYPE,
        '-H',
        'x-wx-openid: oAdmin',
        '-H',
        'x-wx-source: wx_client',
        '-d',
        json,
        `${URL}/functions/pay%20me`,
      ],
    ],
    [
      'a function, as the console',
      { channel: 'function', api: 'pay' },
      [...JSON_TYPE, '-H', 'x-wx-source: none', '-d', json, `${URL}/functions/pay`],
    ],
    [
      'a cloud call',
      { channel: 'cloud' },
      [
        ...JSON_TYPE,
        '-d',
        JSON.stringify({ action: 'wx.api', apiName: 'logistics.bindAccount', requestData: json }),
        `${URL}/admin`,
      ],
    ],
    [
      'an HTTPS call',
      {},
      [...JSON_TYPE, '-d', json, `${URL}/cgi-bin/express/business/account/bind?access_token=<access_token>`],
    ],
    [
      'an HTTPS call by GET',
      { api: 'logistics.getAllAccount' },
      [`${URL}/cgi-bin/express/business/account/getall?access_token=<access_token>`],
    ],
    ['a request for a token', { api: 'stable_token' }, [...JSON_TYPE, '-d', json, `${URL}/cgi-bin/stable_token`]],
  ] as const)('returns a command for %s', (_what, more, args) => {
    expect(argsOf(more)).toEqual(args)
  })

  it.each([
    ['a function', { channel: 'function' }, ['<password>']],
    ['an HTTPS call', {}, ['<access_token>', '<password>']],
    ['a call without secrets', { channel: 'cloud', wireParams: { type: 'bind' } }, []],
  ] as const)('lists the placeholders of %s', (_what, more, placeholders) => {
    expect(curlOf(call(more), describeApis().apis, URL).placeholders).toEqual(placeholders)
  })
})
