import { Script } from 'node:vm'
import { stop, transformSync } from 'esbuild'
import { entryOf } from '../../../../scripts/development/build'
import { catchLog } from '../../../helpers/catchLog'

const ENTRY = entryOf('logistics.bindAccount')

/** Runs the entry file with process.version set to this version; test/nodes runs it on the real ones. */
function loadedOn(version: string) {
  const required: string[] = []
  const module = { exports: { main: (): unknown => undefined } }
  const require = (path: string) => {
    required.push(path)
    return { main: () => 'of the bundle' }
  }
  const run = new Script(`(function (module, exports, require, process, console) {${ENTRY}})`).runInThisContext()
  run(module, module.exports, require, { versions: { node: version } }, console)
  return { main: module.exports.main, required }
}

afterAll(stop)

describe('entryOf', () => {
  const logged = catchLog()

  it('uses only syntax that Node 8.9 can parse', () => {
    const lowered = transformSync(ENTRY, { target: 'node8.9' }).code

    expect(lowered).toBe(transformSync(ENTRY, { target: 'esnext' }).code)
  })

  it.each(['16.0.0', '20.19.6', '26.10.0', '100.0.0'])('loads the bundle on Node %s', (version) => {
    const { main, required } = loadedOn(version)

    expect({ answer: main(), required }).toStrictEqual({ answer: 'of the bundle', required: ['./bundle.js'] })
  })

  it.each(['8.9.4', '14.18.3', '15.14.0'])(
    'says on Node %s which version to choose, and does not load the bundle',
    async (version) => {
      const { main, required } = loadedOn(version)
      const answer = {
        errCode: -504002,
        errMsg: `openapi.logistics.bindAccount:fail Node ${version} is too old for this function: choose Node 16 or later as its runtime`,
      }

      expect({ answer: await main(), required }).toEqual({ answer, required: [] })
      expect(JSON.parse(logged.join())).toMatchObject({ api: 'logistics.bindAccount', ...answer })
    },
  )
})
