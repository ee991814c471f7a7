import { soak } from '../../scripts/soak'

describe('soak', () => {
  it('loses nothing that was answered while functions and the local WeChat are killed', async () => {
    const report = await soak({ seconds: 8, callers: 10 })

    expect(report).toMatchObject({ disagreements: [], processesLeft: 0 })
    expect(report.calls).toBeGreaterThan(report.unknown)
    expect(report.killedFunctions).toBeGreaterThan(0)
  }, 120_000)
})
