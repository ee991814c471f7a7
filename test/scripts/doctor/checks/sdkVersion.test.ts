import { sdkVersion } from '../../../../scripts/doctor/checks/sdkVersion'
import { readProject } from '../../../../scripts/doctor/Project'
import { temporaryFolder } from '../../../helpers/temporaryFolder'

const wants = (version: string) => JSON.stringify({ dependencies: { 'wx-server-sdk': version } })
const runsOn = (runtime: string) => JSON.stringify({ functions: [{ name: 'other' }, { name: 'bind', runtime }] })
const CHOOSE = {
  en: "choose Node 16 or later as the function's runtime; miniprogram-ci creates functions on Node 8.9",
  zh: '运行环境请选择 Node.js 16 或更高版本；miniprogram-ci 新建的云函数默认是 Node.js 8.9',
}

describe('sdkVersion', () => {
  const folder = temporaryFolder()
  const found = (manifest: string, others: Record<string, string> = {}) => {
    const own = { 'cloudfunctions/bind/index.js': '', 'cloudfunctions/bind/package.json': manifest }
    return sdkVersion(readProject(folder.write({ ...own, ...others })))
  }

  it.each(['4.0.2', '~4.0.2', '3.0.4', 'latest', '*', '>=3.0.0'])(
    'notes that %s wants a later Node than may be there',
    (version) => {
      const shown = { '~4.0.2': '4.0.2', '*': 'latest', '>=3.0.0': '3.0.0' }[version] ?? version

      expect(found(wants(version))).toStrictEqual([
        {
          level: 'note',
          what: {
            en: `bind has wx-server-sdk ${shown} and needs Node 11 or later`,
            zh: `bind 使用 wx-server-sdk ${shown}，需要 Node.js 11 或更高版本`,
          },
          next: CHOOSE,
        },
      ])
    },
  )

  it('is wrong where cloudbaserc.json chooses an older Node', () => {
    expect(found(wants('4.0.2'), { 'cloudbaserc.json': runsOn('Nodejs8.9') })).toStrictEqual([
      {
        level: 'wrong',
        what: {
          en: 'bind has wx-server-sdk 4.0.2 and needs Node 11 or later; cloudbaserc.json chooses Node 8',
          zh: 'bind 使用 wx-server-sdk 4.0.2，需要 Node.js 11 或更高版本；cloudbaserc.json 选择了 Node.js 8',
        },
        next: CHOOSE,
      },
    ])
  })

  it('is right where it chooses a later one', () => {
    expect(found(wants('4.0.2'), { 'cloudbaserc.json': runsOn('Nodejs18.15') })).toMatchObject([{ level: 'right' }])
  })

  it('is wrong on Node 14 for a function of this package', () => {
    const manifest = JSON.stringify({ name: 'bind', digest: 'a'.repeat(64) })

    expect(found(manifest, { 'cloudbaserc.json': runsOn('Nodejs14.18') })).toMatchObject([
      {
        level: 'wrong',
        what: { en: 'bind is built by wx-logistics and needs Node 16 or later; cloudbaserc.json chooses Node 14' },
      },
    ])
  })

  it('looks at what is installed first', () => {
    const installed = { 'cloudfunctions/bind/node_modules/wx-server-sdk/package.json': '{ "version": "2.6.3" }' }

    expect(found(wants('latest'), installed)).toStrictEqual([])
  })

  it('is wrong where the SDK has no openapi.logistics yet', () => {
    expect(found(wants('0.3.1'))).toStrictEqual([
      {
        level: 'wrong',
        what: {
          en: 'bind has wx-server-sdk 0.3.1, which has no openapi.logistics before 0.4.0',
          zh: 'bind 使用 wx-server-sdk 0.3.1，0.4.0 之前没有 openapi.logistics',
        },
        next: { en: 'npm install wx-server-sdk@latest', zh: '请运行 npm install wx-server-sdk@latest' },
      },
    ])
  })

  it.each(['{}', 'no JSON', '{ "dependencies": [] }', wants('2.6.3')])('says nothing of %s', (manifest) => {
    expect(found(manifest, { 'cloudbaserc.json': 'no JSON' })).toStrictEqual([])
  })
})
