import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Page } from '../helpers/Page'
import { packed } from '../helpers/packed'
import { bindPages, pages } from '../helpers/pages'
import { firstLines } from './firstLines'
import { type Outcome, Project, run } from './Project'

const BIN = join(__dirname, 'node_modules/.bin')
const MB = 1_000_000

/** Enough time for a slow machine. */
const LONG_TIMEOUT = '--testTimeout=60000'
jest.setTimeout(180_000)

/** The result of `npm pack`, and projects that install it: one without other packages, a team's, and a mini program. */
const output = new Project()
const bare = new Project()
const team = new Project()
const miniProgram = new Project()
let tarball = ''

beforeAll(async () => {
  tarball = await packed(output.dir)
  await bare.install(tarball)
  await team.install(
    tarball,
    'wx-server-sdk@4.0.2',
    'jest@30',
    'vitest@4',
    'ts-jest@29',
    'typescript@6',
    '@types/node@20',
    '@types/jest@30',
  )
  await miniProgram.install(
    tarball,
    'jest@30',
    'jest-environment-jsdom@30',
    'miniprogram-api-typings@5',
    'miniprogram-simulate@1',
    'typescript@6',
  )
}, 600_000)
afterAll(() => {
  for (const project of [output, bare, team, miniProgram]) project.remove()
})

/** The result of a successful exec. */
const executed = (out: string) => ({
  ...done(out),
  err: expect.stringMatching(/^Requests that the local WeChat received: \d+\.\n$/),
})
const done = (out: string): Outcome => ({ code: 0, out, err: '' })

describe('the package', () => {
  it('has no problem that publint detects', async () => {
    expect(await run(join(BIN, 'publint'), ['run', tarball, '--strict'], output.dir)).toEqual(
      done(expect.stringContaining('All good!')),
    )
  })

  it('has no wrong types', async () => {
    expect(await run(join(BIN, 'attw'), [tarball, '--profile', 'node16'], output.dir)).toEqual(
      done(expect.stringContaining('No problems found')),
    )
  })

  it('is small, runs nothing during installation, and has one optional dependency', () => {
    const own = bare.path('node_modules/wx-logistics')
    const { scripts, dependencies, optionalDependencies } = JSON.parse(readFileSync(join(own, 'package.json'), 'utf8'))

    expect(sizeOf(own)).toBeLessThan(6.5 * MB)
    expect(sizeOf(bare.path('node_modules'))).toBeLessThan(20 * MB)
    expect([dependencies, Object.keys(optionalDependencies)]).toEqual([undefined, ['classic-level']])
    expect(Object.keys(scripts).filter((name) => /^(pre|post)?(install|prepare)$/.test(name))).toEqual([])
  })

  it('contains the pages, with links that work there', () => {
    const own = bare.path('node_modules/wx-logistics')

    expect(pages.flatMap(({ path }) => new Page(own, path).brokenLinks())).toEqual([])
  })

  it('has types that do not depend on a library', () => {
    const folder = bare.path('node_modules/wx-logistics/dist/package')
    const imported = readdirSync(folder)
      .filter((name) => /\.d\.m?ts$/.test(name))
      .flatMap(
        (name) => readFileSync(join(folder, name), 'utf8').match(/(?:from |import\()['"][^.'"][^'"]*['"]/g) ?? [],
      )

    expect([...new Set(imported)]).toEqual(["from 'wx-server-sdk/index.js'", "import('wx-server-sdk/index.js'"])
  })
})

describe('the first programs of a new user', () => {
  it('bind an account in CommonJS', async () => {
    bare.write({ 'first.cjs': firstLines.commonjs })

    expect(await bare.node('first.cjs')).toEqual(done("{ errCode: 0, errMsg: 'openapi.logistics.bindAccount:ok' }\n"))
  })

  it('bind an account in ESM', async () => {
    const esm = firstLines.commonjs.replace(/^const (.*) = require\((.*)\)/, 'import $1 from $2')
    bare.write({ 'first.mjs': esm })

    expect(await bare.node('first.mjs')).toEqual(done("{ errCode: 0, errMsg: 'openapi.logistics.bindAccount:ok' }\n"))
  })

  it('report what is right and wrong through wx-logistics doctor, about what a local WeChat has deployed', async () => {
    const bin = JSON.stringify(bare.path('node_modules/wx-logistics/dist/package/bin.js'))
    bare.write({
      'doctor.cjs': `
        Object.assign(process.env, { WX_APPID: 'wx0000000000000000', WX_SECRET: 'local-secret' })
        const args = [${bin}, 'doctor', '--env', 'any', '--json']
        process.exitCode = require('node:child_process').spawnSync(process.execPath, args, { stdio: 'inherit' }).status`,
    })
    const { code, out, err } = await bare.bin(
      'wx-logistics',
      'exec',
      '--time-limit',
      '10000',
      '--',
      'node',
      'doctor.cjs',
    )
    const { findings }: { findings: { check: string; level: string }[] } = JSON.parse(out)

    expect({ code, err, levels: findings.map(({ check, level }) => `${check}: ${level}`) }).toEqual({
      code: 1,
      err: 'Requests that the local WeChat received: 6.\n',
      levels: [
        'cloudfunctionRoot: note',
        'appsecret: right',
        'accessToken: right',
        'accounts: right',
        'accounts: note',
        'deployed: right',
        // ADMIN_OPENIDS is not set.
        'deployed: wrong',
        'deployed: right',
        'deployed: right',
        'deployed: right',
      ],
    })
  })

  it('call over HTTPS in ESM, redirected to a local WeChat by wx-logistics exec', async () => {
    bare.write({ 'first.mjs': firstLines.esm })

    expect(await bare.bin('wx-logistics', 'exec', '--', 'node', 'first.mjs')).toEqual(
      executed('9300531 账号或密码错误\n'),
    )
  })

  it('call over HTTPS in CommonJS', async () => {
    const [, names, ...lines] = firstLines.esm.split(/^import (.*) from .*$/m)
    const cjs = `const ${names} = require('wx-logistics')\nasync function main() {${lines.join('')}}\nmain()\n`
    bare.write({ 'first.cjs': cjs })

    expect(await bare.bin('wx-logistics', 'exec', '--', 'node', 'first.cjs')).toEqual(
      executed('9300531 账号或密码错误\n'),
    )
  })

  it('call https://api.weixin.qq.com, which wx-logistics exec redirects to a local WeChat', async () => {
    bare.write({
      'itself.mjs': `const response = await fetch('https://api.weixin.qq.com/cgi-bin/token')
console.log((await response.json()).errcode)
`,
    })

    expect(await bare.bin('wx-logistics', 'exec', '--', 'node', 'itself.mjs')).toEqual(executed('40002\n'))
  })

  it('keep records on disk', async () => {
    const first = await bare.bin('wx-logistics', 'exec', '--state', 'records', '--', 'node', 'first.cjs')

    expect({ first, kept: readdirSync(bare.dir).includes('records') }).toEqual({
      first: executed('9300531 账号或密码错误\n'),
      kept: true,
    })
  })
})

describe('a back end that installs neither development nor optional packages', () => {
  const backEnd = new Project()
  beforeAll(async () => {
    await backEnd.install(tarball)
    const { code, err } = await run('npm', ['ci', '--omit=dev', '--omit=optional', '--prefer-offline'], backEnd.dir)
    if (code !== 0) throw new Error(err)
  })
  afterAll(() => backEnd.remove())

  it('binds over HTTPS', async () => {
    backEnd.write({
      'bind.mjs': `import { createOpenApi } from 'wx-logistics'
const { logistics } = createOpenApi({ appid: 'wx0000000000000000', secret: 'local-secret' })
await logistics.bindAccount({ type: 'bind', bizId: '123456', deliveryId: 'YUNDA', password: '123456789123456789' })
const { quotaNum } = await logistics.getQuota({ bizId: '123456', deliveryId: 'YUNDA' })
console.log(quotaNum)
`,
    })

    expect(readdirSync(backEnd.path('node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['wx-logistics'])
    expect(await backEnd.bin('wx-logistics', 'exec', '--', 'node', 'bind.mjs')).toEqual(executed('100\n'))
  })

  it.each([
    ['en', 'error: ', ': records on disk need the package classic-level. Install it: npm install --include=optional'],
    ['zh', '错误：', '：把记录保存到磁盘需要 classic-level。请安装：npm install --include=optional'],
  ])('says what to install for records on disk, in %s', async (lang, error, advice) => {
    const { code, err } = await backEnd.bin('wx-logistics', 'start', '--port', '0', '--lang', lang)

    expect({ code, first: err.split('\n')[0] }).toEqual({
      code: 1,
      first: `${error}${backEnd.path('.local-wechat')}${advice}`,
    })
  })

  it('keeps records on disk after following the advice', async () => {
    await backEnd.install('--include=optional')
    const { code } = await backEnd.bin('wx-logistics', 'exec', '--state', 'records', '--', 'node', 'bind.mjs')

    expect(code).toBe(0)
  })
})

describe('the page', () => {
  it('is in the package, with all files that it loads', async () => {
    const get = `const get = async (path) => {
  const { status, headers } = await fetch(process.env.WX_API_BASE + path)
  return [status, headers.get('content-type')].join(' ')
}
const paths = ['/', '/emulator/console/console.js', '/emulator/console/console.css', '/emulator/console/favicon.svg', '/emulator/console/icons.svg']
Promise.all(paths.map(get)).then((all) => console.log(all.join('\\n')))
`
    bare.write({ 'page.cjs': get })

    expect(await bare.bin('wx-logistics', 'exec', '--', 'node', 'page.cjs')).toEqual({
      ...done(
        '200 text/html; charset=utf-8\n200 text/javascript; charset=utf-8\n200 text/css; charset=utf-8\n200 image/svg+xml\n200 image/svg+xml\n',
      ),
      // Requests for the page are not counted.
      err: 'Requests that the local WeChat received: 0.\n',
    })
  })
})

describe('the first program in TypeScript', () => {
  /** TypeScript's strict option, without the types of browsers, and a check of the libraries' own types. */
  const strict = {
    strict: true,
    target: 'es2022',
    lib: ['es2022'],
    types: ['node'],
    esModuleInterop: true,
    skipLibCheck: false,
  }

  it.each([
    ['module', { module: 'node16' }],
    ['module', { module: 'nodenext' }],
    ['module', { module: 'esnext', moduleResolution: 'bundler' }],
    ['commonjs', { module: 'node16' }],
    ['commonjs', { module: 'commonjs', moduleResolution: 'node10', ignoreDeprecations: '6.0' }],
  ])('compiles under strict and makes a cloud call, type %s, %j', async (type, options) => {
    const tsconfig = { compilerOptions: { ...strict, ...options, outDir: 'out' }, files: ['first.ts'] }
    team.write({
      'ts/package.json': JSON.stringify({ type }),
      'ts/tsconfig.json': JSON.stringify(tsconfig),
      'ts/first.ts': firstLines.typescript,
    })

    expect(await team.bin('tsc', '--project', 'ts')).toEqual(done(''))
    expect(await team.bin('wx-logistics', 'exec', '--', 'node', 'ts/out/first.js')).toEqual(executed('100\n'))
  })

  it('does not compile with a misspelt call, parameter or result, and keeps the types of the rest of the SDK', async () => {
    team.write({
      'types/tsconfig.json': JSON.stringify({ compilerOptions: { ...strict, module: 'nodenext', noEmit: true } }),
      'types/types.ts': readFileSync(join(__dirname, 'types.txt'), 'utf8'),
    })

    expect(await team.bin('tsc', '--project', 'types')).toEqual(done(''))
  })
})

describe('a mini program', () => {
  it('copies a file that redirects it to the local WeChat, with types for strict TypeScript', async () => {
    const from = team.path('node_modules/wx-logistics/dist/package/miniprogram')
    const copied = readdirSync(from).map((name) => [`app/${name}`, readFileSync(join(from, name), 'utf8')])
    const compilerOptions = { strict: true, target: 'es2017', module: 'commonjs', types: [], ignoreDeprecations: '6.0' }
    team.write({
      ...Object.fromEntries(copied),
      'app/tsconfig.json': JSON.stringify({ compilerOptions, files: ['app.ts'] }),
      'app/app.ts': `import { useLocalWeChat } from './useLocalWeChat'
useLocalWeChat()
useLocalWeChat({ url: 'http://127.0.0.1:8787', openid: 'oAdmin' })
// @ts-expect-error a misspelt option
useLocalWeChat({ openId: 'oAdmin' })
`,
      'app/phone.js': `globalThis.wx = { getSystemInfoSync: () => ({ platform: 'android' }) }
require('./app.js')
console.log('untouched')
`,
    })

    expect(await team.bin('tsc', '--project', 'app')).toEqual(done(''))
    expect(await team.node('app/phone.js')).toEqual(done('untouched\n'))
  })
})

describe("the page's component that binds an account", () => {
  it('shows what each code means and what to do, in miniprogram-simulate with the local WeChat', async () => {
    const { en } = bindPages
    const from = miniProgram.path('node_modules/wx-logistics/dist/package/miniprogram')
    const copied = readdirSync(from).map((name) => [name, readFileSync(join(from, name), 'utf8')])
    const compilerOptions = {
      strict: true,
      target: 'es2017',
      lib: ['es2020'],
      module: 'commonjs',
      types: ['miniprogram-api-typings'],
      ignoreDeprecations: '6.0',
    }
    miniProgram.write({
      ...Object.fromEntries(copied),
      'bind-account/index.json': en.blockAfter('`bind-account/index.json`', 'json'),
      'bind-account/index.wxml': en.blockAfter('`bind-account/index.wxml`', 'html'),
      'bind-account/index.ts': en.blockAfter('`bind-account/index.ts`', 'ts'),
      'tsconfig.json': JSON.stringify({ compilerOptions, files: ['bind-account/index.ts'] }),
      'jest.config.js': "module.exports = { preset: 'wx-logistics', testEnvironment: 'jsdom' }",
      'component.test.js': readFileSync(join(__dirname, 'component.txt'), 'utf8'),
    })

    expect(await miniProgram.bin('tsc')).toEqual(done(''))
    const { code, err } = await miniProgram.bin('jest', LONG_TIMEOUT)

    expect({ code, passed: passedIn(err) }).toEqual({ code: 0, passed: 6 })
  })
})

describe('a test suite', () => {
  it('in jest calls functions and makes cloud calls, each test with an empty local WeChat', async () => {
    team.write({ 'jest/jest.config.js': firstLines.jestConfig, 'jest/first.test.js': firstLines.jest })

    const { code, err } = await team.bin('jest', '--rootDir', 'jest', '--config', 'jest/jest.config.js', LONG_TIMEOUT)

    expect({ code, passed: passedIn(err) }).toEqual({ code: 0, passed: 2 })
  })

  it('in jest does the same together with another preset', async () => {
    const compilerOptions = { strict: true, module: 'node16', esModuleInterop: true, types: ['node', 'jest'] }
    team.write({
      'ts-jest/jest.config.js': firstLines.tsJestConfig,
      'ts-jest/tsconfig.json': JSON.stringify({ compilerOptions }),
      'ts-jest/first.test.ts': `/// <reference types="wx-logistics/wx-server-sdk" />
${firstLines.vitest.replace(/^.*from 'vitest'\n/m, '')}`,
    })

    const { code, err } = await team.bin(
      'jest',
      '--rootDir',
      'ts-jest',
      '--config',
      'ts-jest/jest.config.js',
      LONG_TIMEOUT,
    )

    expect({ code, passed: passedIn(err) }).toEqual({ code: 0, passed: 2 })
  })

  const names = ['child_process', 'http2', 'https', 'tls', 'util']
  const ownProcess = readFileSync(join(__dirname, 'ownProcess.txt'), 'utf8')
  /** Project files whose tests call WeChat themselves, in two files that run in one process. */
  const ownProcessFiles = (folder: string) => {
    const imported = (form: (name: string, from: string) => string) =>
      [
        form('{ createOpenApi }', 'wx-logistics'),
        form('{ calls }', 'wx-logistics/local'),
        ...names.map((name) => form(name, `node:${name}`)),
        'const OUTER = [undefined, undefined, false]',
        ownProcess,
      ].join('\n')
    const esm = imported((name, from) => `import ${name} from '${from}'`)
    const cjs = imported((name, from) => `const ${name} = require('${from}')`)
    const setup = "export default { test: { setupFiles: ['wx-logistics/vitest'], globals: true } }"
    return {
      [`${folder}/jest.config.js`]: "module.exports = { preset: 'wx-logistics' }",
      [`${folder}/vitest.config.mjs`]: setup,
      ...Object.fromEntries(['first', 'second'].map((name) => [`${folder}/${name}.test.js`, cjs])),
      ...Object.fromEntries(['first', 'second'].map((name) => [`${folder}/${name}.test.mjs`, esm])),
    }
  }

  it.each([
    ['in one process', ['--runInBand']],
    ['in workers', ['--maxWorkers=2']],
  ])('in jest reaches WeChat from its own process only locally, %s', async (_how, options) => {
    team.write(ownProcessFiles('own'))
    const place = ['--rootDir', 'own', '--config', 'own/jest.config.js', '--testMatch', '**/*.test.js']
    const { code, err } = await team.bin('jest', ...place, ...options, LONG_TIMEOUT)

    expect({ code, passed: passedIn(err) }).toEqual({ code: 0, passed: 12 })
  })

  it.each(['forks', 'threads', 'vmThreads'])('in vitest does so too, with the pool %s', async (pool) => {
    team.write(ownProcessFiles('own'))
    const { code, out } = await team.bin('vitest', 'run', '--root', 'own', '--pool', pool, LONG_TIMEOUT, 'test.mjs')

    expect({ code, passed: passedIn(out) }).toEqual({ code: 0, passed: 12 })
  })

  it('in jest under exec uses one local WeChat: that of the tests', async () => {
    team.write({
      'both/jest.config.js': "module.exports = { preset: 'wx-logistics' }",
      'both/both.test.js': `const { execFileSync } = require('node:child_process')
const { calls } = require('wx-logistics/local')
const script = "const get = (url) => fetch(url + '/cgi-bin/token'); get('https://api.weixin.qq.com').then(() => get(process.env.WX_API_BASE))"
test('every request is in calls()', async () => {
  await fetch('https://api.weixin.qq.com/cgi-bin/token')
  await fetch(process.env.WX_API_BASE + '/cgi-bin/token')
  execFileSync(process.execPath, ['-e', script])
  expect((await calls()).map(({ api }) => api)).toEqual(['token', 'token', 'token', 'token'])
})`,
    })
    const jest = ['jest', '--rootDir', 'both', '--config', 'both/jest.config.js', LONG_TIMEOUT]
    const { code, err } = await team.bin('wx-logistics', 'exec', '--', 'npx', ...jest)

    expect({ code, passed: passedIn(err), received: /received: \d+/.exec(err)?.[0] }).toEqual({
      code: 0,
      passed: 1,
      received: 'received: 0',
    })
  })

  it('in vitest does the same', async () => {
    team.write({ 'vitest/vitest.config.mjs': firstLines.vitestConfig, 'vitest/first.test.mjs': firstLines.vitest })

    const { code, out } = await team.bin('vitest', 'run', '--root', 'vitest', LONG_TIMEOUT)

    expect({ code, passed: passedIn(out) }).toEqual({ code: 0, passed: 2 })
  })

  it("has a local WeChat in each worker, with the project's functions and fixtures or its own fixtures", async () => {
    const suite = (openid: string) => `
      const { callFunction, CallFunctionError, useFixtures } = require('wx-logistics/local')
      const cloud = require('wx-server-sdk')
      cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
      process.env.ADMIN_OPENIDS = '${openid}'
      jest.useFakeTimers()

      it('runs the functions of the project with the variables that a test sets', async () => {
        expect((await callFunction('mine')).result).toEqual({ admins: '${openid}', count: 1 })
        process.env.ADMIN_OPENIDS = 'another'
        expect((await callFunction('mine')).result).toMatchObject({ admins: 'another' })
      })
      it('rejects if a function fails, as wx.cloud.callFunction does', async () => {
        await expect(callFunction('none')).rejects.toThrow(CallFunctionError)
        await expect(callFunction('none')).rejects.toMatchObject({ errCode: -501000 })
      })
      describe('with fixtures of its own', () => {
        beforeAll(() => useFixtures({ customers: [], accounts: [] }))
        it('finds no bound account', async () => {
          expect((await callFunction('mine')).result).toMatchObject({ count: 0 })
        })
        it('throws for a mistake in them', async () => {
          await expect(useFixtures({ customers: [{}] })).rejects.toThrow('customers.0.delivery_id is missing')
        })
      })
      afterAll(async () => {
        jest.useRealTimers() // The SDK in this process uses them.
        expect(await cloud.openapi.logistics.getAllAccount()).toMatchObject({ count: 0 })
      })`
    const customer = { delivery_id: 'YUNDA', biz_id: 'our-shop', password: 'p' }
    team.write({
      'shop/jest.config.js': `module.exports = { preset: 'wx-logistics', setupFiles: ['./mine.js'] }`,
      'shop/mine.js': 'process.env.ADMIN_OPENIDS = "overruled"',
      'shop/project.config.json': '{ "cloudfunctionRoot": "functions/" }',
      'shop/functions/mine/config.json': '{ "permissions": { "openapi": ["logistics.getAllAccount"] } }',
      'shop/functions/mine/package.json': '{ "dependencies": { "wx-server-sdk": "~4.0.2" } }',
      'shop/functions/mine/index.js': `
        const cloud = require('wx-server-sdk')
        cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
        exports.main = async () => {
          const { count } = await cloud.openapi.logistics.getAllAccount()
          return { admins: process.env.ADMIN_OPENIDS, count }
        }`,
      'shop/local-wechat.json': JSON.stringify({
        miniPrograms: [{ appid: 'wx1234567890abcdef', secret: 'any-secret' }],
        customers: [customer],
        accounts: [{ delivery_id: 'YUNDA', biz_id: 'our-shop' }],
      }),
      'shop/one.test.js': suite('oOne'),
      'shop/two.test.js': suite('oTwo'),
      'shop/three.test.js': suite('oThree'),
    })
    const jest = team.path('node_modules/jest/bin/jest.js')

    const parallel = await run(process.execPath, [jest, '--maxWorkers=3', LONG_TIMEOUT], team.path('shop'))
    const sequential = await run(process.execPath, [jest, '--runInBand', LONG_TIMEOUT], team.path('shop'))

    expect({ code: parallel.code, passed: passedIn(parallel.err) }).toEqual({ code: 0, passed: 12 })
    expect({ code: sequential.code, passed: passedIn(sequential.err) }).toEqual({ code: 0, passed: 12 })
  })

  it('keeps the process of a function between tests, and between the files of a worker', async () => {
    const suite = `const { callFunction } = require('wx-logistics/local')
      const note = async () => require('node:fs').appendFileSync('calls', String((await callFunction('count')).result))
      test('first', note)
      test('second', note)`
    team.write({
      'kept/jest.config.js': "module.exports = { preset: 'wx-logistics' }",
      'kept/cloudfunctions/count/index.js': 'let calls = 0\nexports.main = () => ++calls',
      'kept/one.test.js': suite,
      'kept/two.test.js': suite,
    })

    const args = [team.path('node_modules/jest/bin/jest.js'), '--runInBand', LONG_TIMEOUT]
    const { code } = await run(process.execPath, args, team.path('kept'))

    expect({ code, calls: readFileSync(team.path('kept/calls'), 'utf8') }).toEqual({ code: 0, calls: '1234' })
  })
})

/** Returns the number of passed tests in a runner's output, if none failed. */
function passedIn(output: string): number {
  return Number(/^\s*Tests:?\s+(\d+) passed(?!, \d+ [^t])/m.exec(output)?.[1])
}

function sizeOf(path: string): number {
  const stats = lstatSync(path)
  if (!stats.isDirectory()) return stats.size
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
}
