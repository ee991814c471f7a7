import { execFileSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { writeFolder } from '../build/writeOutput'
import { BUILT } from './programs'
import { millisecondsOf } from './startServer'
import type { Group } from './table'

const FILES = {
  'local-wechat.json': '{}',
  'jest.config.cjs': `module.exports = require(${JSON.stringify(resolve('dist/package/jest-preset.js'))})`,
  'bind.test.js': `const { callFunction } = require('wx-logistics/local')
const account = { type: 'bind', deliveryId: 'YUNDA', bizId: '123456', password: '123456789123456789' }
process.env.ADMIN_OPENIDS = 'oAdmin'
test.each(Array(20).fill('binds'))('%s', async () => {
  expect(await callFunction('bindAccount', account, { openid: 'oAdmin' })).toMatchObject({ result: { errCode: 0 } })
})
`,
}

/** Measures jest, from its start to its end, with twenty tests that call one function, each with an empty local WeChat. */
export async function tests(runs: number): Promise<Group> {
  const folder = join(BUILT, 'tests')
  writeFolder(folder, FILES)
  const args = [require.resolve('jest/bin/jest'), '--rootDir', folder, '--config', join(folder, 'jest.config.cjs')]
  const values: number[] = []
  for (let run = 0; run < runs; run++) {
    values.push(
      await millisecondsOf(() => execFileSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] })),
    )
  }
  return {
    name: 'tests in a project',
    unit: 'ms',
    rows: [{ name: 'twenty tests of one function', goal: 3000, values }],
  }
}
