import { bindAfterIdling } from '../../helpers/bindAfterIdling'
import { BUNDLED, buildUnbundled } from '../../helpers/bundleStory'

const ALL_BOUND = { errCodes: [0, 0, 0, 0, 0, 0, 0, 0], requests: 8 }

describe('main in an instance that was frozen while the gateway closed its connections', () => {
  it('sends each bind over a new connection', async () => {
    expect(await bindAfterIdling(BUNDLED, process.execPath)).toEqual(ALL_BOUND)
  })

  it('does the same with wx-server-sdk from node_modules', async () => {
    expect(await bindAfterIdling(await buildUnbundled(), process.execPath)).toEqual(ALL_BOUND)
  })
})
