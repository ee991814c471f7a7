/** The first programs of a new user of the package. */
export const firstLines = {
  /** `node first.cjs` */
  commonjs: `const { callFunction, createLocalWeChat } = require('wx-logistics/local')

async function main() {
  const wechat = await createLocalWeChat({ env: { ADMIN_OPENIDS: 'oAdmin' } })
  const data = { type: 'bind', bizId: '123456', deliveryId: 'YUNDA', password: '123456789123456789' }
  const { result } = await callFunction('bindAccount', data, { openid: 'oAdmin', url: wechat.url })
  console.log(result)
  await wechat.close()
}

main()
`,

  /** `npx wx-logistics exec -- node first.mjs` */
  esm: `import { createOpenApi, isOpenApiError, meaningOf } from 'wx-logistics'

const openapi = createOpenApi({
  appid: 'wx0000000000000000',
  secret: 'local-secret',
  baseUrl: process.env.WX_API_BASE, // set by wx-logistics exec (default: the real WeChat)
})
try {
  await openapi.logistics.bindAccount({ type: 'bind', bizId: '123456', deliveryId: 'YUNDA', password: 'wrong' })
} catch (error) {
  if (isOpenApiError(error)) console.log(error.errCode, meaningOf(error.errCode).meaning.zh)
}
`,

  /** `npx wx-logistics exec -- node first.js`, after compilation */
  typescript: `/// <reference types="wx-logistics/wx-server-sdk" />
import cloud from 'wx-server-sdk'
import type { Params } from 'wx-logistics'

const account: Params<'logistics.getQuota'> = { deliveryId: 'YUNDA', bizId: '123456' }

async function main(): Promise<void> {
  cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
  await cloud.openapi.logistics.bindAccount({ type: 'bind', ...account, password: '123456789123456789' })
  const { quotaNum } = await cloud.openapi.logistics.getQuota(account)
  console.log(quotaNum)
}

main()
`,

  /** jest.config.js */
  jestConfig: `module.exports = { preset: 'wx-logistics' }
`,
  /** The same together with another preset. */
  tsJestConfig: `module.exports = { ...require('wx-logistics/jest-preset'), preset: 'ts-jest' }
`,
  jest: `const cloud = require('wx-server-sdk')
const { callFunction } = require('wx-logistics/local')

process.env.ADMIN_OPENIDS = 'oAdmin'
const data = { type: 'bind', bizId: '123456', deliveryId: 'YUNDA', password: '123456789123456789' }

test('an admin binds an account', async () => {
  const { result } = await callFunction('bindAccount', data, { openid: 'oAdmin' })
  expect(result).toEqual({ errCode: 0, errMsg: 'openapi.logistics.bindAccount:ok' })
})

test('each test starts without bound accounts', async () => {
  cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
  expect(await cloud.openapi.logistics.getAllAccount()).toMatchObject({ count: 0, list: [] })
})
`,

  /** vitest.config.mjs */
  vitestConfig: `import { defineConfig } from 'vitest/config'

export default defineConfig({ test: { setupFiles: ['wx-logistics/vitest'] } })
`,
  vitest: `import cloud from 'wx-server-sdk'
import { expect, test } from 'vitest'
import { callFunction } from 'wx-logistics/local'

process.env.ADMIN_OPENIDS = 'oAdmin'

test('an admin binds an account', async () => {
  const { result } = await callFunction(
    'bindAccount',
    { type: 'bind', bizId: '123456', deliveryId: 'YUNDA', password: '123456789123456789' },
    { openid: 'oAdmin' },
  )
  expect(result).toEqual({ errCode: 0, errMsg: 'openapi.logistics.bindAccount:ok' })
})

test('each test starts without bound accounts', async () => {
  cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
  expect(await cloud.openapi.logistics.getAllAccount()).toMatchObject({ count: 0, list: [] })
})
`,
}
