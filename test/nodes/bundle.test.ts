import { join } from 'node:path'
import { BUNDLED, buildUnbundled, tellStory } from '../helpers/bundleStory'

/** `npm run test:nodes` fetches them, for Linux on x64 alone: 300 MB that `npm test` goes without. */
const nodes = ['node-16', 'node-18', 'node-22']

describe('the bundle', () => {
  let expected: string[]
  beforeAll(async () => {
    expected = await tellStory(await buildUnbundled(), process.execPath)
  })

  it.each(nodes)('answers on %s what it answers, unbundled, on the Node that runs this', async (name) => {
    const node = join(__dirname, 'node_modules', name, 'bin/node')
    expect(await tellStory(BUNDLED, node)).toEqual(expected)
  })
})
