import { packed } from '../helpers/packed'
import { Project, run } from './Project'

jest.setTimeout(180_000)

/** A workspace with a project of its own for each of two packages, and a project elsewhere. */
const workspace = new Project()
const elsewhere = new Project()
const NAMES = ['one', 'two']

beforeAll(async () => {
  await workspace.install(await packed(elsewhere.dir), 'jest@30', 'vitest@4')
  workspace.write({
    'jest.config.js': "module.exports = { projects: ['<rootDir>/packages/*'] }",
    'vitest.config.mjs': "export default { test: { projects: ['packages/*'] } }",
  })
  for (const name of NAMES) {
    const test = `test('calls ${name}', async () => {
  expect((await callFunction('${name}')).result).toBe('${name}')
  expect(await documents('of-${name}')).toEqual([])
})`
    workspace.write({
      [`packages/${name}/cloudfunctions/${name}/index.js`]: `exports.main = () => '${name}'`,
      [`packages/${name}/local-wechat.json`]: JSON.stringify({ collections: { [`of-${name}`]: [] } }),
      [`packages/${name}/package.json`]: '{ "private": true }',
      [`packages/${name}/jest.config.js`]: "module.exports = { preset: 'wx-logistics', testMatch: ['**/*.test.js'] }",
      [`packages/${name}/vitest.config.mjs`]:
        "export default { test: { setupFiles: ['wx-logistics/vitest'], globals: true, include: ['*.test.mjs'] } }",
      [`packages/${name}/${name}.test.js`]: `const { callFunction, documents } = require('wx-logistics/local')\n${test}`,
      [`packages/${name}/${name}.test.mjs`]: `import { callFunction, documents } from 'wx-logistics/local'\n${test}`,
    })
  }
}, 600_000)
afterAll(() => {
  workspace.remove()
  elsewhere.remove()
})

/** Runs a test runner in a folder. */
const runIn = (folder: string, runner: string, ...args: string[]) =>
  run(workspace.path('node_modules/.bin', runner), args, folder)
const passedIn = (out: string) =>
  Number(/Tests\s+(?:\d+ failed, )?(\d+) passed/.exec(out.replace(/Tests:/, 'Tests'))?.[1])

const one = workspace.path('packages/one')

describe('functions and fixtures are those of the project of the configuration', () => {
  it.each([
    ['a workspace', workspace.dir, [], 2],
    ['a subfolder', workspace.path('packages/one/cloudfunctions'), [], 1],
    ['the root, with the configuration of a package', workspace.dir, ['--config', `${one}/jest.config.js`], 1],
    ['another folder', elsewhere.dir, ['--rootDir', one, '--config', `${one}/jest.config.js`], 1],
  ])('in jest in %s', async (_where, folder, args, passed) => {
    const { code, err } = await runIn(folder, 'jest', ...args)

    expect({ code, passed: passedIn(err) }).toEqual({ code: 0, passed })
  })

  it.each([
    ['a workspace', workspace.dir, [], 2],
    ['a subfolder', workspace.path('packages/one/cloudfunctions'), ['--root', '..'], 1],
    ['another folder', elsewhere.dir, ['--root', one], 1],
    ['a workspace, in threads', workspace.dir, ['--pool', 'threads'], 2],
  ])('in vitest in %s', async (_where, folder, args, passed) => {
    const { code, out } = await runIn(folder, 'vitest', 'run', ...args)

    expect({ code, passed: passedIn(out) }).toEqual({ code: 0, passed })
  })
})
