import { appendFileSync, writeFileSync } from 'node:fs'
import { PushLog } from '../../../scripts/soak/PushLog'
import { temporaryFolder } from '../../helpers/temporaryFolder'
import { sampleOrder } from '../emulator/state/sampleOrder'

const folder = temporaryFolder()
const station = (action_msg: string) => ({ action_time: 1, action_type: 100001, action_msg })
/** Order 1 with two stations. */
const records = {
  ...{ accounts: [], quotas: [], printers: [] },
  orders: [sampleOrder('1', { path_item_list: [station('1 0'), station('1 1')] })],
}

/** A log with these attempts that the function recorded. */
function logOf(...attempts: string[]): PushLog {
  writeFileSync(folder.path('attempts'), attempts.map((it) => `${it}\n`).join(''))
  return new PushLog(folder.path('attempts'))
}

describe('PushLog', () => {
  beforeEach(() => folder.write({}))

  it('finds nothing if each acknowledged movement was delivered, or given up after four attempts', async () => {
    const pushes = logOf('1#1 ok', ...Array(4).fill('1#2 failed'))
    pushes.expect('1#1')
    pushes.expect('1#2')

    await pushes.settle(0)

    expect(pushes.disagreements(records, 0)).toEqual([])
    expect(pushes.counts()).toEqual({ delivered: 1, repeated: 4, givenUp: 1 })
  })

  it('waits for pushes that are still being sent', async () => {
    const pushes = logOf('1#1 ok', '1#2 failed')
    pushes.expect('1#2')
    setTimeout(() => appendFileSync(folder.path('attempts'), '1#2 ok\n'), 200)

    await pushes.settle(0)

    expect(pushes.disagreements(records, 0)).toEqual([])
  })

  it('finds movements that were never pushed, except those of an earlier local WeChat', () => {
    const pushes = logOf('1#1 ok', '1#2 failed')
    pushes.expect('1#2')

    expect(pushes.disagreements(records, 0)).toEqual(['1#2: acknowledged, but not pushed'])
    expect(pushes.disagreements(records, Date.now() + 1)).toEqual([])
  })

  it('finds pushes of movements that are not on disk', () => {
    expect(logOf('1#3 ok', '2#1 failed').disagreements(records, 0)).toEqual([
      '1#3: pushed, but not on disk',
      '2#1: pushed, but not on disk',
    ])
  })

  it('finds pushes that were repeated after they were delivered', () => {
    const pushes = logOf('1#1 ok')
    for (let times = 0; times < 2; times++) {
      pushes.read('12:00:01 3fa9c1d2 push call add_express_path: 0 5 ms (answered "1#1")')
    }
    pushes.read('12:00:01 3fa9c1d2 push call add_express_path: -504002 5 ms')

    expect(pushes.disagreements(records, 0)).toEqual(['1#1: pushed again after it was delivered'])
  })
})
