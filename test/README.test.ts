import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Api, apis } from '../cloudfunctions/openapi/apis'
import { codes } from '../cloudfunctions/openapi/codes'

const readme = readFileSync(join(__dirname, '../README.md'), 'utf8')

describe('README', () => {
  it('has the table of codes that the registry holds', () => {
    const all: Api['codes'] = Object.assign({}, codes, ...Object.values(apis).map((api: Api) => api.codes))
    const rows = Object.entries(all)
      .map(([errCode, code]) => ({ errCode: Number(errCode), ...code }))
      .sort((a, b) => Number(a.errCode < -1) - Number(b.errCode < -1) || Math.abs(a.errCode) - Math.abs(b.errCode))
      .map(({ errCode, en, zh, cause = '' }) => `| ${errCode} | ${en} | ${zh} |${cause && ` ${cause}`} |`)
    expect(readme.split('\n').filter((line) => /^\| -?\d+ \|/.test(line))).toEqual(rows)
  })
})
