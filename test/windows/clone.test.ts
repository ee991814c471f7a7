import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Outcome, Windows } from './Windows'

const ROOT = join(__dirname, '../..')

/**
 * The unit tests that run here: those about paths, files, processes and quoting, and those of what a user uses first.
 * Tests of features that Windows lacks (modes, pipes, signals, sh, /proc) or wine lacks (links) are left out, as are
 * those that do not depend on the platform.
 */
const TESTS = [
  'test/cloudfunctions/bindAccount/index.test.ts',
  'test/cloudfunctions/openapi/errors',
  'test/scripts/commands/add.test.ts',
  'test/scripts/development/build.test.ts',
  'test/scripts/commands/call/',
  'test/scripts/emulator/createLocalWeChat.test.ts',
  'test/scripts/emulator/functions/(Pool|Runner|advice.nextStep|traceOf|onLines|functionEnvironment)',
  'test/scripts/emulator/state/(Collection|Records|Records.disk|parseFixtures).test.ts',
  'test/scripts/commands/terminal/project.test.ts',
]

jest.setTimeout(600_000)

let windows: Windows
let clone: string
beforeAll(() => {
  windows = new Windows()
  clone = windows.path('克隆 clone')
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0')
  for (const file of files.filter((it) => it !== '')) {
    mkdirSync(dirname(join(clone, file)), { recursive: true })
    copyFileSync(join(ROOT, file), join(clone, file))
  }
})
afterAll(() => windows?.remove())

const npm = (...args: string[]): Promise<Outcome> =>
  windows.run([windows.node, windows.name(windows.npm), ...args], clone)

/** Each test depends on the one before it. */
describe('a clone', () => {
  it('can be installed', async () => {
    expect(await npm('ci', '--no-audit', '--no-fund')).toMatchObject({ code: 0 })
  })

  it('builds the same files as on Linux, byte for byte', async () => {
    expect(await npm('run', 'build')).toMatchObject({ code: 0, err: '' })
    expect(built(clone)).toEqual(built(ROOT))
  })

  it('passes its unit tests', async () => {
    const program = windows.name(join(clone, 'node_modules/jest/bin/jest.js'))
    const { code, err } = await windows.run([windows.node, program, '--testTimeout=120000', ...TESTS], clone)
    expect({ code, err }).toEqual({ code: 0, err: expect.stringMatching(/^Tests: +\d+ passed, \d+ total$/m) })
    console.log(err.slice(err.indexOf('Test Suites:')))
  })
})

/** Returns the contents of the files that are uploaded. */
function built(root: string): Record<string, string> {
  const dir = join(root, 'dist/cloudfunctions')
  return Object.fromEntries(
    readdirSync(dir, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.\w+$/.test(name))
      .map((name) => [name, readFileSync(join(dir, name), 'utf8')]),
  )
}
