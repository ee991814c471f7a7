import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { sdkEnvironment } from '../../../scripts/emulator/redirect/sdkEnvironment'

const BUNDLE = join(__dirname, '../../../dist/cloudfunctions/bindAccount/index.js')

describe('main', () => {
  it('does not leave a timer that keeps the process alive', () => {
    const script = `require(${JSON.stringify(BUNDLE)}).main({}, { time_limit_in_ms: 600_000 }).then((it) => console.log(it.errCode))`
    const { status, stdout } = spawnSync(process.execPath, ['-e', script], {
      env: sdkEnvironment('http://127.0.0.1:1/admin'),
      encoding: 'utf8',
      timeout: 25_000,
    })
    expect({ status, last: stdout.trim().split('\n').at(-1) }).toEqual({ status: 0, last: '-401002' })
  })
})
