import { BUNDLED, buildUnbundled, tellStory } from './helpers/bundleStory'

describe('the bundle', () => {
  let expected: string[]
  beforeAll(async () => {
    expected = await tellStory(await buildUnbundled(), process.execPath)
  })

  it('is tested against a function that uses wx-server-sdk from node_modules', () => {
    expect(expected[0]).toBe('{"errCode":0,"errMsg":"openapi.logistics.bindAccount:ok"}')
    expect(new Set(expected).size).toBeGreaterThan(10)
  })

  it('answers byte for byte the same', async () => {
    expect(await tellStory(BUNDLED, process.execPath)).toEqual(expected)
  })
})
