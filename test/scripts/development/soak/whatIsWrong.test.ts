import { type SoakReport, whatIsWrong } from '../../../../scripts/development/soak/findings'

const good: SoakReport = {
  happened: { calls: 100, killedFunctions: 1 },
  measured: { processesLeft: 0, msToStop: 4000, memoryGrowthMB: 100 },
  disagreements: [],
}

describe('whatIsWrong', () => {
  it('finds nothing if everything happened without failures', () => {
    expect(whatIsWrong(good)).toEqual([])
  })

  it.each<[string, Partial<SoakReport>]>([
    ['c1: null on disk, not one of 0', { disagreements: ['c1: null on disk, not one of 0'] }],
    ['processesLeft: 2, more than 0', { measured: { ...good.measured, processesLeft: 2 } }],
    ['msToStop: 4001, more than 4000', { measured: { ...good.measured, msToStop: 4001 } }],
    ['memoryGrowthMB: 101, more than 100', { measured: { ...good.measured, memoryGrowthMB: 101 } }],
    ['killedFunctions: 0, so it was not tested', { happened: { calls: 100, killedFunctions: 0 } }],
  ])('says: %s', (sentence, wrong) => {
    expect(whatIsWrong({ ...good, ...wrong })).toEqual([sentence])
  })
})
