import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { npmRun } from '../helpers/npmRun'

describe('npm run mutate', () => {
  it('stops every process that it started and removes its copy of the code on a signal', async () => {
    const { child, ended } = npmRun('mutate', ['names'])
    child.stdout?.on('data', (text) => {
      if (/Instrumented/.test(text)) child.kill('SIGINT')
    })

    expect(await ended).toMatchObject({ code: 130, err: '' })
    expect(existsSync(join(__dirname, '../../.stryker-tmp/names'))).toBe(false)
  }, 120_000)
})
