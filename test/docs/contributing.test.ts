import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../helpers/temporaryFolder'

const ROOT = join(__dirname, '../..')

/** How long the tests of the clone may take, in milliseconds. */
const NPM_TEST_MS = 1_500_000

const page = readFileSync(join(ROOT, '.github/CONTRIBUTING.md'), 'utf8')
const guide = page.slice(page.indexOf('\n## Add an API'), page.indexOf('\n## Release'))

/** What each step writes: a whole file, or lines to add to one. */
const steps = [...guide.matchAll(/^`([^`\n]+)`\n\n```(ts|diff)\n(.*?)^```/gms)].map(
  ([, file = '', kind, text = '']) => ({ file, kind, text }),
)
const [, commands = ''] = /^```sh\n(.*)\n```/m.exec(guide) ?? []

/** Adds the lines with a plus, each after the line of context before it, or at the top. */
function withLines(text: string, diff: string): string {
  const lines = text.split('\n')
  let at = 0
  for (const line of diff.trimEnd().split('\n')) {
    if (line.startsWith('+')) lines.splice(at++, 0, line.slice(1))
    else {
      at = lines.indexOf(line.slice(1)) + 1
      if (at === 0) throw new Error(`no such line: ${line}`)
    }
  }
  return lines.join('\n')
}

describe('the steps to add an API', () => {
  const folder = temporaryFolder()
  const run = (command: string, args: readonly string[], cwd = folder.path('clone')) => {
    const { NODE_OPTIONS: _, JEST_WORKER_ID: __, TEST_FOLDER: ___, TEST_FOLDERS: ____, ...env } = process.env
    // jest keeps its cache in TMPDIR.
    const TMPDIR = folder.path('')
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd,
      env: { ...env, TMPDIR },
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    })
    return { status, output: `${stdout}${stderr}` }
  }

  it(
    'make an API that works over HTTPS and as a function, in a clone whose tests pass',
    () => {
      const clone = folder.path('clone')
      run('git', ['clone', '--quiet', ROOT, clone], ROOT)
      // What is not committed yet, too.
      const { output: names } = run('git', ['ls-files', '--cached', '--others', '--exclude-standard'], ROOT)
      run('git', ['rm', '-rq', '.'])
      for (const name of names.split('\n').filter((it) => it && existsSync(join(ROOT, it)))) {
        cpSync(join(ROOT, name), join(clone, name))
      }
      symlinkSync(join(ROOT, 'node_modules'), join(clone, 'node_modules'))

      for (const { file, kind, text } of steps) {
        const path = join('clone', file)
        if (kind === 'ts') folder.write({ [path]: text })
        else writeFileSync(folder.path(path), withLines(readFileSync(folder.path(path), 'utf8'), text))
      }
      expect(steps).toHaveLength(12)
      expect(commands).toBe('npm run reference && npm run lint:fix && npm test')
      const tested = run('sh', ['-c', commands])
      expect(tested.status === 0 ? '' : tested.output.slice(-20_000)).toBe('')

      folder.write({ 'clone/try.ts': TRY })
      expect(run(process.execPath, ['--import', 'tsx', 'try.ts']).output).toBe(
        '{"errCode":0,"errMsg":"openapi.demo.getGreeting:ok","greeting":"hello 张三"}\n'.repeat(2) +
          '{"en":"nothing was changed: call again","zh":"没有任何改动，可以直接重试"}\n',
      )
    },
    NPM_TEST_MS,
  )
})

const TRY = `
import { meaningOf } from './cloudfunctions/openapi/apis/meaningOf'
import { createOpenApi } from './cloudfunctions/openapi/createOpenApi'
import { createLocalWeChat } from './scripts/emulator/createLocalWeChat'

async function tryIt(): Promise<void> {
  const wechat = await createLocalWeChat()
  const openapi = createOpenApi({ appid: 'wx0000000000000000', secret: 'local-secret', baseUrl: wechat.url })
  const { greeting, ...rest } = await openapi.demo.getGreeting({ nickName: '张三' })
  console.log(JSON.stringify({ errCode: rest.errCode, errMsg: rest.errMsg, greeting }))
  const body = JSON.stringify({ nick_name: '张三' })
  const response = await fetch(wechat.url + '/functions/getGreeting', { method: 'POST', body })
  console.log(JSON.stringify(JSON.parse(await response.text()).result))
  console.log(JSON.stringify(meaningOf(-501001, 'demo.getGreeting').next))
  await wechat.close()
}

void tryIt()
`
