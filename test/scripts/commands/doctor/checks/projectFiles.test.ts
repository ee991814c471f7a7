import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { appsecret, cloudfunctionRoot, fixtures } from '../../../../../scripts/commands/doctor/checks/projectFiles'
import { type Finding, note, right, wrong } from '../../../../../scripts/commands/doctor/Finding'
import { readProject } from '../../../../../scripts/commands/doctor/Project'
import { temporaryFolder } from '../../../../helpers/temporaryFolder'

describe('cloudfunctionRoot', () => {
  const folder = temporaryFolder()
  const found = (files: Record<string, string>) => [...cloudfunctionRoot(readProject(folder.write(files)))]

  it('names the functions of the project', () => {
    const files = {
      'project.config.json': '{ "cloudfunctionRoot": "cloud/" }',
      'cloud/pay/index.js': '',
      'cloud/bind/index.js': '',
      'cloud/shared/price.js': '',
    }

    expect(found(files)).toStrictEqual([
      right('cloud', { en: 'has the functions bind, pay', zh: '有云函数 bind, pay' }),
    ])
  })

  it.each([
    ['cloud', { 'project.config.json': '{ "cloudfunctionRoot": "cloud/" }' }],
    ['cloudfunctions', { 'cloudfunctions/bind/index.ts': '' }],
  ])('reports a folder %s without functions', (where, files: Record<string, string>) => {
    expect(found(files)).toStrictEqual([
      wrong(
        where,
        { en: 'has no function (NAME/index.js)', zh: '没有云函数（云函数名/index.js）' },
        {
          en: 'correct cloudfunctionRoot in project.config.json, or copy a function there:',
          zh: '请改正 project.config.json 的 cloudfunctionRoot，或复制一个云函数：',
          code: 'npm run add -- bindAccount',
        },
      ),
    ])
  })

  it('notes a folder that is not a project', () => {
    expect(found({ 'readme.md': '' })).toStrictEqual([
      note(
        folder.path(),
        {
          en: 'has no project.config.json with a cloudfunctionRoot and no folder cloudfunctions',
          zh: '没有含 cloudfunctionRoot 的 project.config.json，也没有 cloudfunctions 文件夹',
        },
        { en: 'run doctor in the folder of project.config.json', zh: '请在 project.config.json 所在目录运行 doctor' },
      ),
    ])
  })
})

describe('fixtures', () => {
  const folder = temporaryFolder()
  const found = (files: Record<string, string>) => [...fixtures(readProject(folder.write(files)))]

  it('reports nothing if the project has no fixtures', () => {
    expect(found({ 'a.md': '' })).toStrictEqual([])
  })

  it('accepts valid fixtures', () => {
    expect(found({ 'local-wechat.json': '{ "miniPrograms": [{ "appid": "wx1", "secret": "s" }] }' })).toStrictEqual([
      right('local-wechat.json', { en: 'is valid', zh: '没有错误' }),
    ])
  })

  const wrongFixtures = (en: string, zh: string, at = 'local-wechat.json'): Finding => ({
    level: 'wrong',
    what: { en: `${at}${en}`, zh: `${at}${zh}` },
    next: { en: 'fix it: the local WeChat does not start with it', zh: '请改正，否则本地模拟环境无法启动' },
  })

  it('reports each mistake with its line', () => {
    const text = '{\n  "miniPrograms": [\n    { "appid": "wx1" }\n  ],\n  "stubs": 7\n}'

    expect(found({ 'local-wechat.json': text })).toStrictEqual([
      wrongFixtures(':3: miniPrograms.0.secret is missing', ':3：miniPrograms.0.secret 缺失'),
      wrongFixtures(':5: stubs should be a list, [...]', ':5：stubs 应为列表 [...]'),
    ])
  })

  it.each([
    ['{\n', (): string => 'local-wechat.json', ':2: not valid JSON: } is missing', ':2：不是有效的 JSON：缺少 }'],
    [
      Buffer.from('{ "appid": "é" }', 'latin1'),
      (): string => folder.path('local-wechat.json'),
      ': cannot be read: it is not UTF-8: save it in that encoding',
      '：无法读取：编码不是 UTF-8，请用 UTF-8 保存',
    ],
  ])('reports a file that cannot be read as JSON: %#', (content, at, en, zh) => {
    writeFileSync(folder.path('local-wechat.json'), content)

    expect([...fixtures(readProject(folder.path()))]).toStrictEqual([wrongFixtures(en, zh, at())])
  })
})

const SECRET = randomBytes(16).toString('hex')
const NONE = [
  {
    level: 'right',
    what: { en: 'no appsecret was found in the files that were read', zh: '读取的文件里未发现 AppSecret' },
  },
]

describe('appsecret', () => {
  const folder = temporaryFolder()
  const found = (files: Record<string, string>, known = '') => [...appsecret(readProject(folder.write(files)), known)]
  const wrongAt = (place: string) =>
    wrong(
      place,
      { en: 'seems to contain an appsecret', zh: '疑似写有 AppSecret' },
      {
        en: 'reset it at mp.weixin.qq.com, because the git history contains it too; keep the new one in the variable WX_SECRET, never in a mini program',
        zh: '请在 mp.weixin.qq.com 重置（git 历史里也有它）；新的 AppSecret 放在环境变量 WX_SECRET 里，切勿写进小程序',
      },
    )

  it.each([
    ['miniprogram/app.js', `const appSecret = '${SECRET}'`],
    ['config.json', `{\n"secret":\n"${SECRET}" }`],
    ['deploy.yml', `WX_SECRET: ${SECRET}`],
    ['README.md', `小程序密钥：${SECRET}`],
    ['a.ts', `const secret: string = "${SECRET}"`],
    ['b.ts', `secret: process.env['WX_SECRET'] || '${SECRET}',`],
    ['b.php', `'secret' => '${SECRET}',`],
    ['c.go', `secret := "${SECRET}"`],
    ['d.sh', `: "\${WX_SECRET_PROD:-${SECRET}}"`],
    ['e.txt', `"{\\"appsecret\\":\\"${SECRET}\\"}"`],
    ['f.md', `**AppSecret（小程序密钥）**：\`${SECRET}\``],
    ['nginx.conf', `wx_secret=${SECRET}`],
    ['config.json.example', `"secret": "${SECRET}"`],
    ['a/b/c.ts', `fetch('https://api.weixin.qq.com/cgi-bin/token?secret=${SECRET.toUpperCase()}')`],
  ])('reports an appsecret in %s without printing it', (path, text) => {
    const findings = found({ [path]: `first line\n${text}\nlast line` })

    expect(findings).toStrictEqual([wrongAt(`${path}:${path === 'config.json' ? 4 : 2}`)])
    expect(JSON.stringify(findings).toLowerCase()).not.toContain(SECRET)
  })

  it('finds the known appsecret anywhere in the project', () => {
    expect(found({ 'notes.txt': `remember\n${SECRET}` }, SECRET)).toStrictEqual([wrongAt('notes.txt:2')])
    expect(found({ 'notes.txt': 'remember a text' }, 'text')).toStrictEqual(NONE)
  })

  it.each([
    ['a checksum', { 'lock.json': `"md5": "${SECRET}"` }],
    ['a checksum near the word', { 'a.js': `// of the secret\nconst md5 = '${SECRET}'` }],
    [
      'a checksum of a file',
      { 'b.json': `{ "file": "secret.js", "secretMd5": "${SECRET}", "secret.js": "${SECRET}" }` },
    ],
    ['a checksum after a secret', { 'c.js': `secret: process.env.WX_SECRET, md5: '${SECRET}'` }],
    ['a longer number', { 'app.js': `secret = '${SECRET}0'` }],
    ['an example', { 'app.js': `secret = '${'0'.repeat(32)}'` }],
    ['a file for secrets', { '.env': `WX_SECRET=${SECRET}` }],
    [
      "others' code",
      { 'node_modules/a/index.js': `secret = '${SECRET}'`, 'miniprogram_npm/a.js': `secret = '${SECRET}'` },
    ],
    ["git's own files", { '.git/config.txt': `secret = ${SECRET}` }],
    ['a picture', { 'logo.png': `secret ${SECRET}` }],
    ['a generated file', { 'big.js': `${' '.repeat(1024 * 1024)}secret = '${SECRET}'` }],
  ])('ignores %s', (_what, files: Record<string, string>) => {
    expect(found(files)).toStrictEqual(NONE)
  })
})
