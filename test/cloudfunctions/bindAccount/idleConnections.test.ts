import { bindAfterIdling } from '../../helpers/bindAfterIdling'
import { BUNDLED, buildUnbundled } from '../../helpers/bundleStory'
import { temporaryFolder } from '../../helpers/temporaryFolder'

const ALL_BOUND = { errCodes: [0, 0, 0, 0, 0, 0, 0, 0], requests: 8 }

describe('main in an instance that was frozen while the gateway closed its connections', () => {
  const folder = temporaryFolder()

  it('sends each bind over a new connection', async () => {
    expect(await bindAfterIdling(BUNDLED, process.execPath)).toEqual(ALL_BOUND)
  })

  it('does the same with wx-server-sdk from node_modules', async () => {
    expect(await bindAfterIdling(await buildUnbundled(folder.path()), process.execPath)).toEqual(ALL_BOUND)
  })
})
