import type { SoakReport } from '../../../scripts/soak/SoakReport'
import { whatIsWrong } from '../../../scripts/soak/whatIsWrong'

const good: SoakReport = {
  calls: 100,
  lost: 10,
  unknown: 20,
  killedFunctions: 1,
  killedEmulators: 1,
  savedFixtures: 3,
  brokenFixtures: 1,
  orders: 1,
  pushes: { delivered: 1, repeated: 0, givenUp: 0 },
  disagreements: [],
  endedInMs: 4000,
  processesLeft: 0,
  memoryMB: { early: 100, late: 200 },
}

describe('whatIsWrong', () => {
  it('finds nothing where all has happened and all has held', () => {
    expect(whatIsWrong(good)).toEqual([])
  })

  it.each<[string, Partial<SoakReport>]>([
    ['c1: answered as bound, not on disk', { disagreements: ['c1: answered as bound, not on disk'] }],
    ['2 processes of functions are left', { processesLeft: 2 }],
    ['the local WeChat took 4001 ms to end', { endedInMs: 4001 }],
    ['memory grew by 101 MB', { memoryMB: { early: 100, late: 201 } }],
    ['no call was answered', { unknown: 100 }],
    ['no function was killed', { killedFunctions: 0 }],
    ['no local WeChat was killed', { killedEmulators: 0 }],
    ['no fixtures were saved', { savedFixtures: 1 }],
    ['no fixtures were saved with a mistake', { brokenFixtures: 0 }],
    ['no order was made', { orders: 0 }],
    ['nothing was pushed', { pushes: { delivered: 0, repeated: 9, givenUp: 9 } }],
  ])('says: %s', (sentence, wrong) => {
    expect(whatIsWrong({ ...good, ...wrong })).toEqual([sentence])
  })
})
