import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { bindAfterIdling } from '../helpers/bindAfterIdling'
import { BUNDLED, buildUnbundled, runStory } from '../helpers/bundleStory'
import { temporaryFolder } from '../helpers/temporaryFolder'

/** Linux on x64 only. `npm run test:nodes` downloads them (1.2 GB). */
const nodes = ['node-16', 'node-18', 'node-20', 'node-22', 'node-24', 'node-26']
const olderNodes = [
  ['node-8', '8.9.4'],
  ['node-10', '10.15.3'],
  ['node-12', '12.16.3'],
  ['node-14', '14.18.3'],
] as const

const pathOf = (name: string) => join(__dirname, 'node_modules', name, 'bin/node')

describe('the bundle', () => {
  const folder = temporaryFolder('shared')
  let expected: string[]
  beforeAll(async () => {
    expected = await runStory(await buildUnbundled(folder.path()), process.execPath)
  })

  it.each(nodes)('returns the same on %s as without bundling on the current Node', async (name) => {
    expect(await runStory(BUNDLED, pathOf(name))).toEqual(expected)
  })

  it.each(nodes)('sends each bind over a new connection on %s', async (name) => {
    expect(await bindAfterIdling(BUNDLED, pathOf(name))).toEqual({ errCodes: [0, 0, 0, 0, 0, 0, 0, 0], requests: 8 })
  })
})

describe('an older Node', () => {
  const run = (name: string, code: string) => promisify(execFile)(pathOf(name), ['-e', code])

  it.each(olderNodes.slice(0, 3))('%s cannot parse the bundle', async (name) => {
    await expect(run(name, `require(${JSON.stringify(join(BUNDLED, 'bindAccount/bundle.js'))})`)).rejects.toThrow(
      'SyntaxError',
    )
  })

  it.each(olderNodes)(
    "%s returns a result in the function's form, and logs in both languages which Node to choose",
    async (name, version) => {
      const call = `require(${JSON.stringify(join(BUNDLED, 'bindAccount'))}).main({ type: 'bind' }, {})`
      const { stdout, stderr } = await run(name, `${call}.then((answer) => console.log(JSON.stringify(answer)))`)
      const answer = {
        errCode: -504002,
        errMsg: `openapi.logistics.bindAccount:fail Node ${version} is too old for this function: choose Node 16 or later as its runtime`,
      }

      expect({
        lines: stdout
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line)),
        stderr,
      }).toStrictEqual({
        lines: [
          {
            api: 'logistics.bindAccount',
            ...answer,
            next: {
              en: "choose Node 16 or later as the function's runtime; where it cannot be changed, delete the function and create it anew",
              zh: '运行环境请选择 Node.js 16 或更高版本；已创建的函数如不能修改运行环境，请删除后重新创建',
            },
          },
          answer,
        ],
        stderr: '',
      })
    },
  )
})
