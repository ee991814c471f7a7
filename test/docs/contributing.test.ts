import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { temporaryFolder } from '../helpers/temporaryFolder'

const ROOT = join(__dirname, '../..')

/** What each step writes: a whole file, or lines to add to one. */
const page = readFileSync(join(ROOT, '.github/CONTRIBUTING.md'), 'utf8')
const steps = [
  ...page.slice(page.indexOf('\n## Add an API')).matchAll(/^`([^`\n]+)`\n\n```(ts|diff)\n(.*?)^```/gms),
].map(([, file = '', kind, text = '']) => ({
  file,
  kind,
  text,
}))

/** Adds lines to a file: imports at the top, a permission after the last one, an entry after the first brace. */
function withLines(file: string, text: string, added: string): string {
  const lines = added.split('\n').flatMap((line) => (line.startsWith('+') ? [line.slice(1)] : []))
  if (file === 'config.json') return text.replace(/"(?=\s*\])/, `", ${lines.join('').trim()}`)
  const imports = lines.filter((line) => line.startsWith('import'))
  const entries = lines.filter((line) => !line.startsWith('import'))
  return `${imports.join('\n')}\n${text.replace(/^((?:export )?const .*= \{)$/m, `$1\n${entries.join('\n')}`)}`
}

describe('the steps to add an API', () => {
  const folder = temporaryFolder()

  it('make an API that compiles, builds, and responds on the local WeChat over HTTPS and as a function', () => {
    for (const name of ['cloudfunctions', 'scripts', 'config.json', 'package.json', 'tsconfig.json']) {
      cpSync(join(ROOT, name), folder.path(name), {
        recursive: true,
        filter: (path) => basename(path) !== 'node_modules',
      })
    }
    symlinkSync(join(ROOT, 'node_modules'), folder.path('node_modules'))
    for (const { file, kind, text } of steps) {
      if (kind === 'ts') folder.write({ [file]: text })
      else writeFileSync(folder.path(file), withLines(file, readFileSync(folder.path(file), 'utf8'), text))
    }
    folder.write({ 'try.ts': TRY })

    const run = (...args: string[]) => spawnSync(process.execPath, args, { cwd: folder.path(''), encoding: 'utf8' })
    const compiled = run(join(ROOT, 'node_modules/typescript/bin/tsc'), '--noEmit')
    const built = run('--import', 'tsx', 'scripts/development/build.ts')
    const tried = run('--import', 'tsx', 'try.ts')

    expect(steps.map(({ file }) => file)).toHaveLength(8)
    expect(compiled.stdout).toBe('')
    expect(built.stdout).toMatch(/^dist\/cloudfunctions\/getGreeting {2}\d+ kB {2}demo\.getGreeting$/m)
    expect(tried.stdout).toBe(
      '{"errCode":0,"errMsg":"openapi.demo.getGreeting:ok","greeting":"hello 张三"}\n'.repeat(2),
    )
  }, 60_000)
})

const TRY = `
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
  await wechat.close()
}

void tryIt()
`
