import { functionEnvironment } from '../../../../scripts/emulator/functions/functionEnvironment'

const endpoints = { host: '127.0.0.1', port: 8787, tlsPort: 8788, ca: 'PEM' }
const leading = { gatewayUrl: 'http://127.0.0.1:8787/admin', preload: '/dist/preload.js', endpoints }
const redirecting = { NODE_OPTIONS: '--require "/dist/preload.js"', LOCAL_WECHAT_ENDPOINTS: JSON.stringify(endpoints) }

const SHELL = {
  PATH: '/bin',
  HOME: '/home/me',
  LC_ALL: 'C',
  ADMIN_OPENIDS: 'oAdmin',
  AWS_SECRET_ACCESS_KEY: 'aws',
  GITHUB_TOKEN: 'github',
  // @cloudbase/node-sdk 3.18 prefers this variable to the credentials that the local WeChat sets.
  CLOUDBASE_APIKEY: 'cloudbase',
  WX_SECRET: 'wx',
  NODE_OPTIONS: '--inspect',
  SHOP: 'mine',
  SystemRoot: 'C:\\Windows',
}

describe('functionEnvironment', () => {
  /** The variables that are not read by the SDK. */
  const own = (env: NodeJS.ProcessEnv, passEnv: readonly string[]) => {
    jest.replaceProperty(process, 'env', SHELL)
    const sdk = /^(TCB_|SCF_|TENCENTCLOUD_|NO_PROXY$)/
    const all = Object.entries(functionEnvironment(leading, env, passEnv))
    return Object.fromEntries(all.filter(([name]) => !sdk.test(name)))
  }
  const passed = { PATH: '/bin', HOME: '/home/me', LC_ALL: 'C', ADMIN_OPENIDS: 'oAdmin', SystemRoot: 'C:\\Windows' }

  it('passes on the variables that a cloud function has too, but no keys and tokens of the shell', () => {
    expect(own({}, [])).toEqual({ ...passed, TZ: 'UTC', ...redirecting })
  })

  it('passes on the named variables, and adds the given ones', () => {
    expect(own({ ADMIN_OPENIDS: 'oBoss', MINE: 'yes' }, ['SHOP', 'NONE'])).toEqual({
      ...passed,
      ADMIN_OPENIDS: 'oBoss',
      SHOP: 'mine',
      MINE: 'yes',
      TZ: 'UTC',
      ...redirecting,
    })
  })

  it('extends NODE_OPTIONS if the variable is named', () => {
    expect(own({}, ['NODE_OPTIONS'])).toEqual({
      ...passed,
      TZ: 'UTC',
      ...redirecting,
      NODE_OPTIONS: '--require "/dist/preload.js" --inspect',
    })
  })

  it.each(['mine.example', 'mine.example,127.0.0.1'])(
    "excludes WeChat's hosts from the proxy of a function, %s",
    (NO_PROXY) => {
      jest.replaceProperty(process, 'env', { NO_PROXY })

      expect(functionEnvironment(leading, {}, []).NO_PROXY).toBe(
        'mine.example,127.0.0.1,api.weixin.qq.com,api2.weixin.qq.com,sh.api.weixin.qq.com,sz.api.weixin.qq.com,hk.api.weixin.qq.com,tcb-admin.tencentcloudapi.com,tcb-admin.tencentyun.com,tcb-open.tencentcloudapi.com,tcb-open.tencentyun.com,tcb-api.tencentcloudapi.com,.tcb-api.tencentcloudapi.com',
      )
    },
  )
})
