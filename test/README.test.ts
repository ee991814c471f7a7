import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { apis } from '../cloudfunctions/openapi/apis'
import type { Api } from '../cloudfunctions/openapi/apis/Api'
import { callFunctionCodes } from '../cloudfunctions/openapi/apis/callFunctionCodes'
import { codes } from '../cloudfunctions/openapi/apis/codes'
import { httpsCodes } from '../cloudfunctions/openapi/https/httpsCodes'
import { parseFixtures } from '../scripts/emulator/state/parseFixtures'
import { returnedIn } from './helpers/callFunction'
import { withLocalWeChat } from './helpers/withLocalWeChat'
import { firstLines } from './package/firstLines'

const readme = readFileSync(join(__dirname, '../README.md'), 'utf8')

/** What differs from call to call. */
const VARIES = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{8}(-[0-9a-f]{8}){2}/g

describe('README', () => {
  const wechat = withLocalWeChat()

  it('shows what the function really answers', async () => {
    const data = JSON.parse(/-d '(.*)'/.exec(readme)?.[1] ?? '')
    const [first = '', second = ''] = [...readme.matchAll(/```json\n(.*)\n```/g)].map(([, json]) => json)
    const answers = [await wechat.callFunction('bindAccount', data), await wechat.callFunction('bindAccount', data)]
    const plain = (json: string) => JSON.parse(json.replace(VARIES, ''))
    expect(plain(JSON.stringify(answers[0]))).toEqual(plain(first))
    expect(plain(JSON.stringify(returnedIn(answers[1]).result))).toEqual(plain(second))
  })

  it('shows fixtures that are good', () => {
    const [, fixtures = ''] = /```json\n(\{\n.*?)\n```/s.exec(readme) ?? []

    expect(parseFixtures(fixtures, 'README.md').accounts).toMatchObject([{ delivery_id: 'YUNDA', biz_id: 'our-shop' }])
  })

  it.each(['commonjs', 'esm', 'typescript', 'jest'] as const)('shows the first lines that are run in %s', (who) => {
    expect(readme.split(/```(?:js|ts)?\n/)).toContain(firstLines[who])
  })

  it('names every script that is for its readers', () => {
    const { scripts } = JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8'))
    const commands = Object.keys(scripts).filter((name) => !/^pre|^lint|^test$|^start$/.test(name))
    expect(commands.filter((name) => !readme.includes(`npm run ${name}`))).toEqual([])
  })

  it.each(['en', 'zh'] as const)('has the table of codes that the registry holds, in %s', (language) => {
    const all: Api['codes'] = Object.assign(
      {},
      callFunctionCodes,
      httpsCodes,
      codes,
      ...Object.values(apis).map((api: Api) => api.codes),
    )
    const rows = Object.entries(all)
      .map(([errCode, code]) => ({ errCode: Number(errCode), ...code }))
      .sort((a, b) => Number(a.errCode < -1) - Number(b.errCode < -1) || Math.abs(a.errCode) - Math.abs(b.errCode))
      .map(({ errCode, meaning, cause, next }) =>
        [errCode, ...[meaning, cause, next].map((text) => text?.[language] ?? '')].join(' | '),
      )
      .map((row) => `| ${row} |`)
    const isChinese = (row: string) => /^\| -?\d+ \| [^|]*[\u4e00-\u9fff]/.test(row)
    const written = readme.split('\n').filter((line) => /^\| -?\d+ \|/.test(line))

    expect(written.filter((row) => isChinese(row) === (language === 'zh'))).toEqual(rows)
  })
})
