import type { ChildProcess } from 'node:child_process'
import { wxLogistics } from '../../../helpers/npmRun'
import { temporaryFolder } from '../../../helpers/temporaryFolder'
import { urlOf } from '../../../helpers/urlOf'

const folder = temporaryFolder()
const BIG = 'x'.repeat(9_900_000)

describe('the memory of a local WeChat', () => {
  let child: ChildProcess
  afterEach(() => child.kill('SIGKILL'))

  it('does not keep large events and bodies: it runs with less memory than their total size', async () => {
    const functions = folder.write({ 'it/index.js': 'exports.main = async (event) => Object.keys(event).length' })
    const args = ['--port', '0', '--state', ':memory:', '--time-limit', '20000', '--functions', functions]
    child = wxLogistics('start', args, { NODE_OPTIONS: '--max-old-space-size=180' }).child
    const url = await urlOf(child)
    const post = async (path: string, body: object) =>
      (await fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body) })).text()

    for (let nth = 0; nth < 20; nth++) {
      await post('/functions/it', { BIG })
      await post('/cgi-bin/express/business/account/bind', { biz_id: BIG })
    }

    const { length } = JSON.parse(await (await fetch(`${url}/emulator/calls`)).text())
    expect(length).toBe(40)
  }, 120_000)
})
