import type { ChildProcess } from 'node:child_process'
import { memoryOf } from '../../../scripts/soak/processes'
import { npmRun } from '../../helpers/npmRun'
import { temporaryFolder } from '../../helpers/temporaryFolder'
import { urlOf } from '../../helpers/urlOf'

const folder = temporaryFolder()
const BIG = 'x'.repeat(9_900_000)

describe('the memory of a local WeChat', () => {
  let child: ChildProcess
  afterEach(() => child.kill('SIGKILL'))

  it('does not keep what large events and bodies held', async () => {
    const functions = folder.write({ 'it/index.js': 'exports.main = async (event) => Object.keys(event).length' })
    const args = ['--port', '0', '--state', ':memory:', '--time-limit', '20000', '--functions', functions]
    child = npmRun('start', args).child
    const url = await urlOf(child)
    const post = async (path: string, body: object) =>
      (await fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body) })).text()
    const bigOnes = async (count: number) => {
      for (let nth = 0; nth < count; nth++) {
        await post('/functions/it', { BIG })
        await post('/cgi-bin/express/business/account/bind', { biz_id: BIG })
      }
    }
    await bigOnes(30)
    const before = memoryOf(child.pid)

    await bigOnes(45)

    expect(memoryOf(child.pid) - before).toBeLessThan(300)
    const { length } = JSON.parse(await (await fetch(`${url}/emulator/calls`)).text())
    expect(length).toBe(75)
  })
})
