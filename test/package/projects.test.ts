import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { packed } from '../helpers/packed'
import { type Outcome, Project, run } from './Project'

jest.setTimeout(180_000)

/** The tarball, and the other package managers. */
const tools = new Project()
let tarball = ''
beforeAll(async () => {
  tarball = await packed(tools.dir)
  await tools.install('pnpm@9', 'yarn@1')
}, 600_000)
afterAll(() => tools.remove())

const JEST = {
  'bind.test.js': `const { callFunction } = require('wx-logistics/local')
test('binds an account', async () => {
  const account = { type: 'bind', deliveryId: 'YUNDA', bizId: '123456', password: '123456789123456789' }
  expect(await callFunction('bindAccount', account)).toMatchObject({ result: { errCode: 0 } })
})`,
}

const PYTHON = {
  'app.py': 'print(1)',
  'requirements.txt': '',
  '.gitignore': '__pycache__/\n',
  'test_token.py': `import os, unittest, urllib.request

class Test(unittest.TestCase):
    def test_calls_the_local_wechat(self):
        url = os.environ['WX_API_BASE'] + '/cgi-bin/token'
        self.assertIn(b'40002', urllib.request.urlopen(url).read())
`,
}

interface Case {
  /** The files of the project, and its folder in the repository. */
  files: Record<string, string>
  folder?: string
  /** Installs packages. */
  install: (dir: string, ...packages: string[]) => Promise<Outcome>
  packages?: string[]
  /** Runs the first test. */
  test: readonly [command: string, ...args: string[]]
}

const SHOP = { 'packages/shop/package.json': '{ "name": "shop", "version": "1.0.0", "private": true }' }
const npm = (dir: string, ...packages: string[]) =>
  run(
    'npm',
    ['install', '--save-dev', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', ...packages],
    dir,
  )
const managedBy =
  (name: string, ...args: string[]) =>
  (dir: string, ...packages: string[]) =>
    run(tools.path('node_modules/.bin', name), [...args, ...packages], dir)

const CASES: Record<string, Case> = {
  'a Taro project that is not built': {
    files: {
      ...JEST,
      'project.config.json': '{ "miniprogramRoot": "dist/", "appid": "touristappid" }',
      '.gitignore': 'node_modules\ndist/\n',
      'src/app.config.ts': 'export default { pages: [] }',
    },
    install: npm,
    packages: ['jest@30'],
    test: ['jest'],
  },
  'a package of a pnpm workspace': {
    files: {
      ...SHOP,
      'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
      'packages/shop/bind.test.js': JEST['bind.test.js'],
    },
    folder: 'packages/shop',
    install: managedBy('pnpm', 'add', '--save-dev', '--ignore-scripts'),
    packages: ['jest@30'],
    test: ['jest'],
  },
  'a package of a yarn workspace': {
    files: {
      ...SHOP,
      'package.json': '{ "private": true, "workspaces": ["packages/*"] }',
      'packages/shop/bind.test.js': JEST['bind.test.js'],
    },
    folder: 'packages/shop',
    install: managedBy('yarn', 'add', '--dev', '--ignore-scripts'),
    packages: ['jest@30'],
    test: ['jest'],
  },
  'a repository of Python only': {
    files: PYTHON,
    install: npm,
    test: ['wx-logistics', 'exec', '--', 'python3', '-m', 'unittest'],
  },
}

describe("the README's steps in", () => {
  const projects: Project[] = []
  afterAll(() => {
    for (const it of projects) it.remove()
  })

  it.each(Object.entries(CASES))('%s', async (name, { files, folder = '', install, packages = [], test }) => {
    const project = new Project()
    projects.push(project)
    // npm creates it in a folder without one.
    if (files === PYTHON) rmSync(project.path('package.json'))
    project.write(files)
    const at = (...names: string[]) => project.path(folder, ...names)
    const succeed = async (command: string, ...args: string[]) => {
      const { code, out, err } = await run(at('node_modules/.bin', command), args, at())
      expect({ command, args, code, err: code === 0 ? '' : out + err }).toEqual({ command, args, code: 0, err: '' })
      return out
    }
    expect(await install(at(), tarball, ...packages)).toMatchObject({ code: 0 })

    await succeed('wx-logistics', 'init', '--yes')
    expect(readFileSync(at('.gitignore'), 'utf8')).toMatch(/^\.local-wechat\/$/m)
    expect(readFileSync(at('.gitignore'), 'utf8')).toMatch(/^node_modules\/?$/m)
    await succeed('wx-logistics', 'add', 'bindAccount', 'addOrder')
    const { wechat, offered } = await started(at('node_modules/.bin/wx-logistics'), at())
    const { out } = await run('bash', ['-c', offered], at())
    expect(JSON.parse(out)).toMatchObject({ result: { errCode: 0 } })
    for (const api of ['bindAccount', 'addOrder']) {
      project.write({ 'params.json': await succeed('wx-logistics', 'call', api, '--example') })
      const params = project.path('params.json')
      expect(JSON.parse(await succeed('wx-logistics', 'call', api, '--local', '--params', params))).toMatchObject({
        errCode: 0,
      })
    }
    await succeed('wx-logistics', 'doctor')
    wechat.kill()
    await once(wechat, 'exit')
    await succeed(...test)

    expect(existsSync(at('dist'))).toBe(false)
    expect(existsSync(at('src/useLocalWeChat.js'))).toBe(name.includes('Taro'))
  })
})

/** Starts the local WeChat of a project at a free port. Returns it with the command that it offers. */
async function started(bin: string, cwd: string) {
  const { PATH, HOME } = process.env
  const wechat = spawn(bin, ['start', '--port', '0'], {
    cwd,
    env: { PATH, HOME },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines: string[] = []
  for await (const line of createInterface({ input: wechat.stdout })) {
    lines.push(line)
    if (line.includes('/functions/')) break
  }
  wechat.stdout.resume()
  return { wechat, offered: lines.slice(lines.indexOf('Try it:') + 1).join('\n') }
}
