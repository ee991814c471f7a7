import { writeFileSync } from 'node:fs'
import { fixtures } from '../../../../scripts/doctor/checks/fixtures'
import { readProject } from '../../../../scripts/doctor/Project'
import { temporaryFolder } from '../../../helpers/temporaryFolder'

describe('fixtures', () => {
  const folder = temporaryFolder()
  const found = (files: Record<string, string>) => fixtures(readProject(folder.write(files)))

  it('says nothing where the project has no fixtures', () => {
    expect(found({ 'a.md': '' })).toStrictEqual([])
  })

  it('is right where they are valid', () => {
    expect(found({ 'local-wechat.json': '{ "miniPrograms": [{ "appid": "wx1", "secret": "s" }] }' })).toStrictEqual([
      { level: 'right', what: { en: 'local-wechat.json is valid', zh: 'local-wechat.json 没有错误' } },
    ])
  })

  const NEXT = { en: 'fix it: the local WeChat does not start with it', zh: '请改正，否则本地模拟环境无法启动' }
  const wrong = (mistake: string) => ({ level: 'wrong', what: { en: mistake, zh: `有误：${mistake}` }, next: NEXT })

  it('reports each mistake with its line', () => {
    const text = '{\n  "miniPrograms": [\n    { "appid": "wx1" }\n  ],\n  "stubs": [], "stubs": []\n}'

    expect(found({ 'local-wechat.json': text })).toStrictEqual([
      wrong('local-wechat.json:3: miniPrograms.0.secret is missing'),
      wrong('local-wechat.json:5: stubs is given twice'),
    ])
  })

  it.each([
    ['{\n', 'local-wechat.json:2: not valid JSON (CloseBraceExpected)'],
    [Buffer.from('{ "appid": "é" }', 'latin1'), 'local-wechat.json: it is not UTF-8: save it in that encoding'],
  ])('reports a file that cannot be read as JSON: %#', (content, mistake) => {
    writeFileSync(folder.path('local-wechat.json'), content)

    expect(fixtures(readProject(folder.path()))).toStrictEqual([wrong(mistake)])
  })
})
