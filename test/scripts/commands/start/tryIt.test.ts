import { execFileSync } from 'node:child_process'
import { tryIt } from '../../../../scripts/commands/start'

const url = 'http://127.0.0.1:8787'
const data = { type: 'bind', bizId: '123456', deliveryId: 'YUNDA', password: '123456789123456789' }
const BIND = '{"type":"bind","bizId":"123456","deliveryId":"YUNDA","password":"123456789123456789"}'

describe('tryIt', () => {
  it.each([
    ['linux', {}],
    ['win32', { MSYSTEM: 'MINGW64' }],
  ] as const)('quotes for a POSIX shell on %s %j', (platform, env) => {
    const command = tryIt({ url, functionName: 'bindAccount', data, openid: 'oAdmin' }, platform, env)
    const args = execFileSync('sh', ['-c', command.replace('curl', "printf '%s\\n'")], { encoding: 'utf8' })

    expect(args.split('\n')).toEqual([
      '-H',
      'content-type: application/json',
      '-H',
      'x-wx-openid: oAdmin',
      '-d',
      BIND,
      `${url}/functions/bindAccount`,
      '',
    ])
  })

  it('returns a command for each shell of Windows, with its quotes', () => {
    expect(tryIt({ url, functionName: 'bindAccount', data, openid: 'oAdmin' }, 'win32', {})).toBe(`cmd:
curl -H "content-type: application/json" -H "x-wx-openid: oAdmin" -d "${BIND.replaceAll('"', '\\"')}" ${url}/functions/bindAccount

PowerShell:
Invoke-RestMethod -Method Post -ContentType application/json -Headers @{ 'x-wx-openid' = 'oAdmin' } -Body '${BIND}' ${url}/functions/bindAccount`)
  })

  it('passes on fixtures as they are, whatever they contain', () => {
    const hostile = { a: `'; echo "$(id)" \`id\` %PATH% & | \n ’\\` }
    const openid = `o'$(id)"`
    const command = tryIt({ url, functionName: 'a', data: hostile, openid }, 'linux', {})
    const args = execFileSync('sh', ['-c', command.replace('curl', "printf '%s\n'")], { encoding: 'utf8' }).split('\n')
    expect([args[3], args[5]]).toEqual([`x-wx-openid: ${openid}`, JSON.stringify(hostile)])
  })

  it('calls as the cloud itself if no user is given', () => {
    expect(tryIt({ url, functionName: 'getAllAccount', data: {} }, 'linux', {})).toBe(
      `curl -H "content-type: application/json" \\\n  -d "{}" \\\n  ${url}/functions/getAllAccount`,
    )
    expect(tryIt({ url, functionName: 'getAllAccount', data: {} }, 'win32', {})).toBe(
      `cmd:\ncurl -H "content-type: application/json" -d "{}" ${url}/functions/getAllAccount\n\n` +
        `PowerShell:\nInvoke-RestMethod -Method Post -ContentType application/json -Body '{}' ${url}/functions/getAllAccount`,
    )
  })
})
