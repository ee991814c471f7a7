import { BUNDLED, buildUnbundled, runStory } from './helpers/bundleStory'
import { temporaryFolder } from './helpers/temporaryFolder'

describe('the bundle', () => {
  const folder = temporaryFolder('shared')
  let expected: string[]
  beforeAll(async () => {
    expected = await runStory(await buildUnbundled(folder.path()), process.execPath)
  })

  it('is compared with a function that uses wx-server-sdk from node_modules', () => {
    expect(expected[0]).toBe('{"errCode":0,"errMsg":"openapi.logistics.bindAccount:ok"}')
    expect(new Set(expected).size).toBeGreaterThan(10)
  })

  it('returns the same results, byte for byte', async () => {
    expect(await runStory(BUNDLED, process.execPath)).toEqual(expected)
  })
})
