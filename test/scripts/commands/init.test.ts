import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { init as runInit } from '../../../scripts/commands/init'
import { miniprogramFiles } from '../../../scripts/development/package/miniprogramFiles'
import { catchOutput } from '../../helpers/catchOutput'
import { temporaryFolder } from '../../helpers/temporaryFolder'

const ROOT = join(__dirname, '../../..')
const folder = temporaryFolder()
const output = catchOutput()

beforeAll(() => {
  for (const [name, content] of Object.entries(miniprogramFiles())) {
    mkdirSync(dirname(join(ROOT, 'dist/package', name)), { recursive: true })
    writeFileSync(join(ROOT, 'dist/package', name), content)
  }
})

const UNWRITTEN = 'error: nothing was written. To write without being asked, run it again with --yes.\n'

/** Runs `npm run init -- ...` in this process, in a folder of the project. */
async function init(args: string[], dir = '.', answer?: string) {
  jest.spyOn(process, 'cwd').mockReturnValue(folder.path(dir))
  const stdin = Object.assign(Readable.from(answer === undefined ? [] : [answer]), { isTTY: answer !== undefined })
  const stdout = new PassThrough()
  output.err = ''
  const code = await runInit(args, { stdin, stdout })
  stdout.end()
  return { code, out: await text(stdout), err: output.err }
}

const read = (name: string) => readFileSync(folder.path(name), 'utf8')

const MINI_PROGRAM = {
  'project.config.json': '{ "appid": "wx1234567890abcdef", "miniprogramRoot": "miniprogram/" }',
  'miniprogram/app.json': '{}',
  'miniprogram/pages/index.js': '',
}
const FILES = ['meaningOf.d.ts', 'meaningOf.js', 'useLocalWeChat.d.ts', 'useLocalWeChat.js']

describe('npm run init', () => {
  it('writes the files of a mini program from any of its folders, and nothing when it runs again', async () => {
    const dir = folder.write(MINI_PROGRAM)
    const plan = (how: string) =>
      ['local-wechat.json', '.gitignore', ...FILES.map((it) => `miniprogram/${it}`)]
        .map((it) => `  ${how.padEnd(6)}  ${it}\n`)
        .join('')

    expect(await init(['--yes'], 'miniprogram/pages')).toEqual({
      code: 0,
      out: `project: ${dir}\n${plan('create')}Next: npm start\n`,
      err: '',
    })
    expect(JSON.parse(read('local-wechat.json'))).toEqual({
      miniPrograms: [{ appid: 'wx1234567890abcdef', secret: 'local-secret', members: { admin: ['oAdmin'] } }],
    })
    expect(read('.gitignore')).toBe('.local-wechat/\nnode_modules/\n')
    expect(readdirSync(folder.path('miniprogram')).sort()).toEqual(['app.json', 'pages', ...FILES].sort())

    expect(await init([])).toEqual({
      code: 0,
      out: `project: ${dir}\n${plan('keep')}Next: npm start\n`,
      err: '',
    })
  })

  it('names the collections that the functions use', async () => {
    folder.write({ ...MINI_PROGRAM, 'cloudfunctions/pay/index.js': "db.collection('orders').get()" })
    await init(['--yes'])
    expect(JSON.parse(read('local-wechat.json'))).toMatchObject({ collections: { orders: [] } })
  })

  it("writes the mini program's files into Taro's source, not into its build folder", async () => {
    folder.write({
      'project.config.json': '{ "miniprogramRoot": "dist/" }',
      'src/app.config.ts': '',
      'dist/app.json': '{}',
    })

    expect(await init(['--yes'])).toMatchObject({ code: 0 })
    expect(readdirSync(folder.path('src')).sort()).toEqual(['app.config.ts', ...FILES].sort())
    expect(readdirSync(folder.path('dist'))).toEqual(['app.json'])
  })

  it('refuses a jest that is too old, with the version that it needs, and writes nothing', async () => {
    const dir = folder.write({
      'package.json': '{ "devDependencies": { "jest": "^27.0.0" } }',
      'node_modules/jest/package.json': '{ "version": "27.5.1" }',
    })

    expect(await init(['--yes'])).toEqual({
      code: 1,
      out: '',
      err: 'error: jest 27.5.1 is too old: wx-logistics needs jest 28 or later. Nothing was written. Update jest, then run init again: npm install --save-dev jest@latest\n',
    })
    expect(readdirSync(dir).sort()).toEqual(['node_modules', 'package.json'])
  })

  it('overwrites no file, and extends .gitignore', async () => {
    folder.write({
      ...MINI_PROGRAM,
      '.gitignore': 'node_modules',
      'local-wechat.json': 'mine',
      'miniprogram/meaningOf.js': '',
    })

    expect(await init(['--yes'])).toMatchObject({ code: 0 })
    expect([read('.gitignore'), read('local-wechat.json'), read('miniprogram/meaningOf.js')]).toEqual([
      'node_modules\n.local-wechat/\n',
      'mine',
      '',
    ])
  })

  it.each([
    ['\n', 0, 'Next: npm start\n', ''],
    ['n\n', 1, '', UNWRITTEN],
    // Ctrl-D.
    ['', 1, '', UNWRITTEN],
  ])('requests confirmation in a terminal: %j', async (answer, code, end, err) => {
    const dir = folder.write({ 'package.json': '{}' })

    expect(await init([], '.', answer)).toEqual({
      code,
      out: `project: ${dir}\n  create  local-wechat.json\n  create  .gitignore\nWrite these files? [Y/n] ${end}`,
      err,
    })
    expect(readdirSync(dir)).toHaveLength(code === 0 ? 3 : 1)
  })

  it('writes nothing without --yes outside a terminal', async () => {
    const dir = folder.write({ 'package.json': '{}' })

    expect(await init([])).toMatchObject({
      code: 1,
      err: UNWRITTEN,
    })
    expect(await init(['--lang', 'zh'])).toMatchObject({
      code: 1,
      err: '错误：没有写入任何文件。加上 --yes 可以不经询问直接写入。\n',
    })
    expect(readdirSync(dir)).toEqual(['package.json'])
  })

  describe('--agents', () => {
    const page = (name: string) => readFileSync(join(ROOT, 'scripts/emulator/docs', name), 'utf8')

    it.each([
      ['en', 'Check a cloud function without a person', 'agents.md'],
      ['zh', '无人值守地检查云函数', 'agents.zh-CN.md'],
    ])(
      'writes AGENTS.md for coding assistants once, without what is for readers of the page: %s',
      async (lang, title, name) => {
        folder.write({ 'package.json': '{}' })
        await init(['--yes', '--agents', '--lang', lang])
        const written = read('AGENTS.md')
        const lines = written.split('\n')

        expect(lines.slice(0, 4)).toEqual([
          '<!-- wx-logistics: start -->',
          `# ${title}`,
          '',
          expect.stringMatching(/^wx-logistics /),
        ])
        expect(lines.slice(-2)).toEqual(['<!-- wx-logistics: end -->', ''])
        expect(written).not.toMatch(/<!-- docs:|--agents|\]\(/)
        expect(
          page(name)
            .split('\n')
            .filter((it) => !lines.includes(it)),
        ).toHaveLength(4)

        expect(JSON.parse((await init(['--yes', '--agents', '--json', '--lang', lang])).out).files).toContainEqual({
          path: 'AGENTS.md',
          how: 'keep',
        })
        expect(read('AGENTS.md')).toBe(written)
      },
    )

    it.each([
      ['# Our shop\n\nUse tabs.\n', '\n'],
      ['# Our shop', '\n\n'],
      ['', ''],
    ])('adds its section to an AGENTS.md with %j and changes nothing else there', async (own, between) => {
      const dir = folder.write({ 'package.json': '{}', 'AGENTS.md': own })
      const { out } = await init(['--yes', '--agents'])
      const written = read('AGENTS.md')

      expect(out).toBe(
        `project: ${dir}\n  create  local-wechat.json\n  create  .gitignore\n  extend  AGENTS.md\nNext: npm start\n`,
      )
      expect(written.startsWith(`${own}${between}<!-- wx-logistics: start -->\n## Check a cloud function`)).toBe(true)
      expect(written.match(/^#+ /gm)).toEqual([...(own ? ['# '] : []), '## ', ...Array(4).fill('### ')])

      await init(['--yes', '--agents'])
      expect(read('AGENTS.md')).toBe(written)
    })

    it('writes no AGENTS.md without the option', async () => {
      const dir = folder.write({ 'package.json': '{}' })
      await init(['--yes'])
      expect(readdirSync(dir)).not.toContain('AGENTS.md')
    })

    it.each(['agents.md', 'agents.zh-CN.md'])('has a page of at most 80 lines: %s', (name) => {
      expect(page(name).trimEnd().split('\n').length).toBeLessThanOrEqual(80)
    })
  })

  it('prints what it did as JSON', async () => {
    const project = folder.write({ 'package.json': '{}' })
    const { code, out } = await init(['--yes', '--json'])

    expect({ code, ...JSON.parse(out) }).toEqual({
      code: 0,
      project,
      files: [
        { path: 'local-wechat.json', how: 'create' },
        { path: '.gitignore', how: 'create' },
      ],
    })
  })

  const manifest = (...names: string[]) =>
    JSON.stringify({ devDependencies: Object.fromEntries(names.map((it) => [it, '*'])) })

  it.each([
    ...[manifest('jest'), '{ "type": "module", "dependencies": { "jest": "*" } }'].map((packageJson) => [
      packageJson,
      'jest.config.cjs',
      "module.exports = { preset: 'wx-logistics' }\n",
    ]),
    [
      manifest('vitest'),
      'vitest.config.mjs',
      "import { defineConfig } from 'vitest/config'\n\nexport default defineConfig({ test: { setupFiles: ['wx-logistics/vitest'] } })\n",
    ],
  ])('sets up the test runner of %s in %s', async (packageJson = '', name = '', content = '') => {
    folder.write({ 'package.json': packageJson })
    await init(['--yes'])

    expect(read(name)).toBe(content)
  })

  it.each([
    [
      { 'package.json': manifest('jest'), 'jest.config.ts': 'export default {}' },
      "  yours   jest.config.ts (add ...require('wx-logistics/jest-preset'))",
    ],
    [
      { 'package.json': '{ "devDependencies": { "jest": "*" }, "jest": {} }' },
      '  yours   package.json (add "preset": "wx-logistics")',
    ],
    [
      { 'package.json': manifest('jest'), 'jest.config.js': "module.exports = { preset: 'wx-logistics' }" },
      '  keep    jest.config.js',
    ],
    [
      { 'package.json': manifest('vitest'), 'vite.config.ts': 'export default {}' },
      "  yours   vite.config.ts (add test: { setupFiles: ['wx-logistics/vitest'] })",
    ],
  ])('does not change the configuration of a test runner: %j', async (files, line) => {
    folder.write(files)

    expect((await init(['--yes'])).out.split('\n')).toContain(line)
  })

  it('reports the file and the line of a package.json that is not valid JSON', async () => {
    const path = join(folder.write({ 'package.json': '{\n  "name": "shop"\n  "version": "1.0.0"\n}' }), 'package.json')

    expect(await init(['--yes'])).toMatchObject({
      code: 1,
      err: `error: ${path}:3: not valid JSON: a comma is missing\n`,
    })
    expect((await init(['--yes', '--lang', 'zh'])).err).toBe(`错误：${path}:3：不是有效的 JSON：缺少逗号\n`)
    expect(readdirSync(folder.path())).toEqual(['package.json'])
  })

  it('reports a project.config.json that is not valid JSON', async () => {
    folder.write({ 'project.config.json': '{' })

    expect(await init(['--yes'])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^error: .*project\.config\.json:1: not valid JSON: } is missing\n$/),
    })
  })
})
