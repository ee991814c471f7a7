import { join } from 'node:path'
import { createLocalWeChat } from '../../scripts/emulator/createLocalWeChat'
import { callFunction } from '../helpers/callFunction'
import { temporaryFolder } from '../helpers/temporaryFolder'

/** Node before 18.19 has no hooks for import; from 22.15 on they run in the thread of the function. */
const NODES = ['node-16', 'node-18', 'node-20', 'node-22', 'node-24', 'node-26'].map((name) => ({
  name,
  checksImport: !['node-16', 'node-18'].includes(name),
}))

describe('a package that a function does not declare', () => {
  const folder = temporaryFolder()

  it.each(NODES)('is refused on $name (by import too: $checksImport)', async ({ name, checksImport }) => {
    const functions = folder.write({
      'node_modules/dayjs/index.js': '',
      'required/index.js': "exports.main = async () => require('dayjs')",
      'imported/index.js': "exports.main = async () => Boolean(await import('dayjs'))",
    })
    const node = join(__dirname, 'node_modules', name, 'bin/node')
    const wechat = await createLocalWeChat({ functions, node, timeLimitMs: 20_000 })
    try {
      expect(await callFunction(wechat.url, 'required', {})).toMatchObject({
        errMsg: expect.stringContaining("Cannot find module 'dayjs'"),
      })
      expect(await callFunction(wechat.url, 'imported', {})).toMatchObject(
        checksImport ? { errMsg: expect.stringContaining("Cannot find package 'dayjs'") } : { result: true },
      )
    } finally {
      await wechat.close()
    }
  })
})
