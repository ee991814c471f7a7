import { randomBytes } from 'node:crypto'
import { appsecret } from '../../../../scripts/doctor/checks/appsecret'
import { readProject } from '../../../../scripts/doctor/Project'
import { temporaryFolder } from '../../../helpers/temporaryFolder'

const SECRET = randomBytes(16).toString('hex')
const NONE = [
  {
    level: 'right',
    what: { en: 'no appsecret was found in the files that were read', zh: '在所读的文件里没有发现 AppSecret' },
  },
]

describe('appsecret', () => {
  const folder = temporaryFolder()
  const found = (files: Record<string, string>, known?: string) => appsecret(readProject(folder.write(files)), known)
  const wrongAt = (place: string) => ({
    level: 'wrong',
    what: { en: `${place} seems to contain an appsecret`, zh: `${place} 疑似写有 AppSecret` },
    next: {
      en: 'reset it at mp.weixin.qq.com, because the git history contains it too; keep the new one in the variable WX_SECRET, never in a mini program',
      zh: '请在 mp.weixin.qq.com 重置（git 历史里也有它）；新的 AppSecret 放在环境变量 WX_SECRET 里，切勿写进小程序',
    },
  })

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
  ])('is wrong where one lies in %s, and does not show it', (path, text) => {
    const findings = found({ [path]: `first line\n${text}\nlast line` })

    expect(findings).toStrictEqual([wrongAt(`${path}:${path === 'config.json' ? 4 : 2}`)])
    expect(JSON.stringify(findings).toLowerCase()).not.toContain(SECRET)
  })

  it('finds one that is known wherever it lies', () => {
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
    ['a checksum behind a secret', { 'c.js': `secret: process.env.WX_SECRET, md5: '${SECRET}'` }],
    ['a longer number', { 'app.js': `secret = '${SECRET}0'` }],
    ['an example', { 'app.js': `secret = '${'0'.repeat(32)}'` }],
    ['a file for secrets', { '.env': `WX_SECRET=${SECRET}` }],
    [
      "others' code",
      { 'node_modules/a/index.js': `secret = '${SECRET}'`, 'miniprogram_npm/a.js': `secret = '${SECRET}'` },
    ],
    ["git's own files", { '.git/config.txt': `secret = ${SECRET}` }],
    ['a picture', { 'logo.png': `secret ${SECRET}` }],
    ['a file made by a program', { 'big.js': `${' '.repeat(1024 * 1024)}secret = '${SECRET}'` }],
  ])('leaves %s alone', (_what, files: Record<string, string>) => {
    expect(found(files)).toStrictEqual(NONE)
  })
})
