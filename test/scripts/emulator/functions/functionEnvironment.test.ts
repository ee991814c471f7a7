import { functionEnvironment } from '../../../../scripts/emulator/functions/functionEnvironment'

const endpoints = { host: '127.0.0.1', port: 8787, tlsPort: 8788, ca: 'PEM' }
const leading = { gatewayUrl: 'http://127.0.0.1:8787/admin', preload: '/dist/preload.js', endpoints }
const led = { NODE_OPTIONS: '--require "/dist/preload.js"', LOCAL_WECHAT_ENDPOINTS: JSON.stringify(endpoints) }

const SHELL = {
  PATH: '/bin',
  HOME: '/home/me',
  LC_ALL: 'C',
  ADMIN_OPENIDS: 'oAdmin',
  AWS_SECRET_ACCESS_KEY: 'aws',
  GITHUB_TOKEN: 'github',
  // @cloudbase/node-sdk 3.18 prefers it to the credentials that the local WeChat gives.
  CLOUDBASE_APIKEY: 'cloudbase',
  WX_SECRET: 'wx',
  NODE_OPTIONS: '--inspect',
  SHOP: 'mine',
  SystemRoot: 'C:\\Windows',
}

describe('functionEnvironment', () => {
  /** What is not the SDK's. */
  const own = (env: NodeJS.ProcessEnv, passEnv: readonly string[]) => {
    jest.replaceProperty(process, 'env', SHELL)
    const sdk = /^(TCB_|SCF_|TENCENTCLOUD_|NO_PROXY$)/
    const all = Object.entries(functionEnvironment(leading, env, passEnv))
    return Object.fromEntries(all.filter(([name]) => !sdk.test(name)))
  }
  const passed = { PATH: '/bin', HOME: '/home/me', LC_ALL: 'C', ADMIN_OPENIDS: 'oAdmin', SystemRoot: 'C:\\Windows' }

  it("passes on what a cloud function has too, and none of the shell's keys and tokens", () => {
    expect(own({}, [])).toEqual({ ...passed, TZ: 'UTC', ...led })
  })

  it('passes on what is named, and adds what is given', () => {
    expect(own({ ADMIN_OPENIDS: 'oBoss', MINE: 'yes' }, ['SHOP', 'NONE'])).toEqual({
      ...passed,
      ADMIN_OPENIDS: 'oBoss',
      SHOP: 'mine',
      MINE: 'yes',
      TZ: 'UTC',
      ...led,
    })
  })

  it('adds to the NODE_OPTIONS that are named', () => {
    expect(own({}, ['NODE_OPTIONS'])).toEqual({
      ...passed,
      TZ: 'UTC',
      ...led,
      NODE_OPTIONS: '--require "/dist/preload.js" --inspect',
    })
  })

  it("keeps WeChat's hosts from a proxy of which a function is told", () => {
    jest.replaceProperty(process, 'env', { NO_PROXY: 'mine.example' })

    expect(functionEnvironment(leading, {}, []).NO_PROXY).toBe(
      'mine.example,127.0.0.1,api.weixin.qq.com,api2.weixin.qq.com,sh.api.weixin.qq.com,sz.api.weixin.qq.com,hk.api.weixin.qq.com,tcb-admin.tencentcloudapi.com,tcb-admin.tencentyun.com,tcb-open.tencentcloudapi.com,tcb-open.tencentyun.com,tcb-api.tencentcloudapi.com,.tcb-api.tencentcloudapi.com',
    )
  })
})
