import { cpSync } from 'node:fs'
import { permissions } from '../../../../scripts/doctor/checks/permissions'
import { readProject } from '../../../../scripts/doctor/Project'
import { BUNDLED } from '../../../helpers/bundleStory'
import { temporaryFolder } from '../../../helpers/temporaryFolder'

const CALLS_BIND = 'exports.main = (event) => cloud.openapi.logistics.bindAccount(event)'
const declares = (...openapi: string[]) => JSON.stringify({ permissions: { openapi } })
const ADD = {
  en: 'add it: {"permissions":{"openapi":["logistics.bindAccount"]}}, then upload the function from the developer tools',
  zh: '加上 {"permissions":{"openapi":["logistics.bindAccount"]}}，然后用开发者工具重新上传该云函数',
}

describe('permissions', () => {
  const folder = temporaryFolder()
  const found = (files: Record<string, string>) => {
    const inFolder = Object.entries(files).map(([name, text]) => [`cloudfunctions/${name}`, text])
    return permissions(readProject(folder.write(Object.fromEntries(inFolder))))
  }
  const bindWith = (config: string) => found({ 'bind/index.js': '', 'bind/config.json': config })

  it('is right where what is called is declared', () => {
    expect(found({ 'bind/index.js': CALLS_BIND, 'bind/config.json': declares('logistics.bindAccount') })).toStrictEqual(
      [
        {
          level: 'right',
          what: {
            en: 'bind/config.json declares logistics.bindAccount',
            zh: 'bind/config.json 已声明 logistics.bindAccount',
          },
        },
      ],
    )
  })

  it('says nothing of a function that neither declares nor calls any', () => {
    expect(found({ 'pay/index.js': 'exports.main = () => {}', 'pay/config.json': '{ "triggers": [] }' })).toStrictEqual(
      [],
    )
  })

  it.each([
    ['logistics.bindAcount', 'logistics.bindAccount'],
    ['openapi.logistics.bindAccount', 'logistics.bindAccount'],
    ['bindAccount', 'logistics.bindAccount'],
    ['Logistics.getQuota', 'logistics.getQuota'],
  ])('is wrong where a name is misspelt: %s', (name, near) => {
    expect(bindWith(declares(name))).toStrictEqual([
      {
        level: 'wrong',
        what: { en: `bind/config.json: "${name}" is misspelt`, zh: `bind/config.json："${name}" 写错了` },
        next: {
          en: `write "${near}", then upload the function from the developer tools`,
          zh: `改为 "${near}"，然后用开发者工具重新上传该云函数`,
        },
      },
    ])
  })

  it.each([
    ['{ "permision": { "openapi": [] } }', 'permision', 'permissions'],
    ['{ "permissions": { "openApi": [] } }', 'openApi', 'openapi'],
  ])('is wrong where a key is misspelt: %s', (config, key, near) => {
    expect(bindWith(config)).toMatchObject([
      {
        level: 'wrong',
        what: { en: `bind/config.json: "${key}" is misspelt` },
        next: { en: `write "${near}", then upload the function from the developer tools` },
      },
    ])
  })

  it("leaves other families' names, and those of couriers, to WeChat", () => {
    const names = ['subscribeMessage.send', 'logistics.updatePath', 'wxacode.get']

    expect(bindWith(declares(...names))).toMatchObject([{ level: 'right' }])
  })

  it('notes a name of the family that is not known', () => {
    expect(bindWith(declares('logistics.scatterEverything'))).toMatchObject([
      { level: 'note', what: { en: 'bind/config.json: no API "logistics.scatterEverything" is known' } },
    ])
  })

  it('is wrong where an API is declared that WeChat does not offer to functions', () => {
    expect(bindWith(declares('logistics.testUpdateOrder'))).toStrictEqual([
      {
        level: 'wrong',
        what: {
          en: 'bind/config.json: WeChat does not offer logistics.testUpdateOrder to functions',
          zh: 'bind/config.json：logistics.testUpdateOrder 不支持云调用',
        },
        next: { en: 'call it over HTTPS: npx wx-logistics call testUpdateOrder', zh: '请改用 HTTPS 调用' },
      },
    ])
  })

  it('is wrong where what is called is not declared', () => {
    expect(found({ 'bind/index.js': CALLS_BIND })).toStrictEqual([
      {
        level: 'wrong',
        what: {
          en: 'bind/index.js calls logistics.bindAccount, but bind/config.json does not declare it',
          zh: 'bind/index.js 调用 logistics.bindAccount，但 bind/config.json 没有声明',
        },
        next: ADD,
      },
    ])
  })

  it("is wrong where it is declared in another function's", () => {
    const files = {
      'bind/index.js': CALLS_BIND,
      'bind/config.json': '{}',
      'pay/index.js': '',
      'pay/config.json': declares('logistics.bindAccount'),
    }

    expect(found(files)[0]).toStrictEqual({
      level: 'wrong',
      what: {
        en: 'bind/index.js calls logistics.bindAccount, but bind/config.json does not declare it; pay/config.json does, but that counts for pay alone',
        zh: 'bind/index.js 调用 logistics.bindAccount，但 bind/config.json 没有声明；它写在了 pay/config.json，只对 pay 生效',
      },
      next: ADD,
    })
  })

  it('is wrong where it is declared beside the functions', () => {
    expect(found({ 'config.json': declares('logistics.bindAccount'), 'bind/index.js': '' })).toStrictEqual([
      {
        level: 'wrong',
        what: {
          en: 'cloudfunctions/config.json counts for no function',
          zh: 'cloudfunctions/config.json 对任何云函数都不生效',
        },
        next: {
          en: 'each function has its own, beside its index.js',
          zh: '每个云函数各有一份 config.json，放在 index.js 旁边',
        },
      },
    ])
  })

  it('is wrong where a config.json is not JSON', () => {
    expect(bindWith('{ "permissions": }')).toMatchObject([
      { level: 'wrong', what: { en: expect.stringMatching(/^bind\/config\.json is not JSON: /) } },
    ])
  })

  it.each([
    ['{ "permissions": ["logistics.addOrder"] }', '["logistics.addOrder"]'],
    ['{ "openapi": ["logistics.addOrder", "logistics.getOrder"] }', '["logistics.addOrder","logistics.getOrder"]'],
    ['{ "permissions": { "openapi": "logistics.addOrder" } }', '["logistics.addOrder"]'],
    ['{ "permissions": { "openapi": [{ "name": "logistics.addOrder" }] } }', '["logistics.addOrder"]'],
    ['{ "permissions": { "openapi": null } }', '["logistics.bindAccount"]'],
    ['{ "permissions": null }', '["logistics.bindAccount"]'],
    ['{ "permissions": "all" }', '["logistics.bindAccount"]'],
    ['[]', '["logistics.bindAccount"]'],
    ['"text"', '["logistics.bindAccount"]'],
  ])('is wrong where permissions have another form: %s', (config, names) => {
    const form = `{"permissions":{"openapi":${names}}}`

    expect(bindWith(config)).toStrictEqual([
      {
        level: 'wrong',
        what: {
          en: 'bind/config.json declares no API in the form that WeChat reads',
          zh: 'bind/config.json 的接口声明格式不对',
        },
        next: {
          en: `write ${form}, then upload the function from the developer tools`,
          zh: `改为 ${form}，然后用开发者工具重新上传该云函数`,
        },
      },
    ])
  })

  it.each(['{}', '{ "permissions": {} }', '{ "permissions": { "openapi": [] } }'])(
    'takes %s for no declaration',
    (config) => {
      expect(bindWith(config)).toStrictEqual([])
    },
  )

  it('finds a call in each file of the function', () => {
    const files = {
      'bind/index.js': "exports.main = require('./src/lib')",
      'bind/src/lib.js': 'const { logistics } = cloud.openapi\nmodule.exports = (order) => logistics.addOrder(order)',
      'bind/config.json': declares('logistics.bindAccount'),
    }

    expect(found(files)).toMatchObject([
      {
        level: 'wrong',
        what: { en: 'bind/src/lib.js calls logistics.addOrder, but bind/config.json does not declare it' },
      },
      { level: 'note', what: { en: expect.stringContaining('declares logistics.bindAccount, but no call to it') } },
    ])
  })

  it('looks neither at packages, nor at tests, nor at what is said in comments and texts', () => {
    const call = 'cloud.openapi.logistics.addOrder(order)'
    const files = {
      'bind/index.js': `// ${call}\n/* ${call} */\nexports.help = "${call}"\n${CALLS_BIND}`,
      'bind/node_modules/other/index.js': call,
      'bind/test/lib.js': call,
      'bind/lib.test.js': call,
      'bind/config.json': declares('logistics.bindAccount'),
    }

    expect(found(files)).toMatchObject([{ level: 'right' }])
  })

  it('notes what is declared where no call was seen', () => {
    const config = declares('logistics.bindAccount', 'logistics.addOrder', 'subscribeMessage.send')

    expect(found({ 'bind/index.js': CALLS_BIND, 'bind/config.json': config })).toStrictEqual([
      {
        level: 'right',
        what: {
          en: 'bind/config.json declares logistics.bindAccount, subscribeMessage.send',
          zh: 'bind/config.json 已声明 logistics.bindAccount、subscribeMessage.send',
        },
      },
      {
        level: 'note',
        what: {
          en: 'bind/config.json declares logistics.addOrder, but no call to it was seen in bind',
          zh: 'bind/config.json 声明了 logistics.addOrder，但在 bind 的代码里没有看到对它的调用',
        },
        next: {
          en: 'if nothing calls it, take it out: a function should be allowed no more than it needs',
          zh: '如果确实没有调用，请删掉：云函数只应拥有需要的权限',
        },
      },
    ])
  })

  it('is wrong where an API is called that WeChat does not offer to functions', () => {
    expect(found({ 'bind/index.js': 'cloud.openapi.logistics.testUpdateOrder({})' })).toMatchObject([
      { level: 'wrong', what: { en: 'bind/index.js: WeChat does not offer logistics.testUpdateOrder to functions' } },
    ])
  })

  it.each([
    ['logistics.bind', 'logistics.bindAccount'],
    ['logistics.getAccount', 'logistics.getAllAccount'],
  ])('says which known name is nearest to %s', (name, near) => {
    expect(bindWith(declares(name))[0]).toMatchObject({
      level: 'note',
      next: {
        en: expect.stringMatching(`^did you mean ${near}\\? known are logistics\\.bindAccount, `),
        zh: expect.stringMatching(`^是不是 ${near}？已知接口：`),
      },
    })
  })

  it('is right of each function of this package', () => {
    cpSync(BUNDLED, folder.path('cloudfunctions'), { recursive: true })
    const { functions } = readProject(folder.path())

    expect(permissions(readProject(folder.path())).map(({ level, what }) => `${level}: ${what.en}`)).toStrictEqual(
      functions.map(({ name }) => `right: ${name}/config.json declares logistics.${name}`),
    )
  })
})
