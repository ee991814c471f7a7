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

  it('accepts a declaration of what is called', () => {
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

  it('reports nothing about a function that neither declares nor calls an API', () => {
    expect(found({ 'pay/index.js': 'exports.main = () => {}', 'pay/config.json': '{ "triggers": [] }' })).toStrictEqual(
      [],
    )
  })

  it.each([
    ['logistics.bindAcount', 'logistics.bindAccount'],
    ['openapi.logistics.bindAccount', 'logistics.bindAccount'],
    ['bindAccount', 'logistics.bindAccount'],
    ['Logistics.getQuota', 'logistics.getQuota'],
  ])('reports a misspelt name: %s', (name, near) => {
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
  ])('reports a misspelt key: %s', (config, key, near) => {
    expect(bindWith(config)).toMatchObject([
      {
        level: 'wrong',
        what: { en: `bind/config.json: "${key}" is misspelt` },
        next: { en: `write "${near}", then upload the function from the developer tools` },
      },
    ])
  })

  it('does not check the names of other groups, nor those for couriers', () => {
    const names = ['subscribeMessage.send', 'logistics.updatePath', 'wxacode.get']
    const code = names.map((name) => `cloud.openapi.${name}({})`).join('\n')

    expect(found({ 'bind/index.js': code, 'bind/config.json': declares(...names) })).toStrictEqual([
      {
        level: 'right',
        what: {
          en: 'bind/config.json declares subscribeMessage.send, logistics.updatePath, wxacode.get',
          zh: 'bind/config.json 已声明 subscribeMessage.send、logistics.updatePath、wxacode.get',
        },
      },
    ])
  })

  it('notes an unknown name of logistics', () => {
    expect(bindWith(declares('logistics.scatterEverything'))).toMatchObject([
      { level: 'note', what: { en: 'bind/config.json: unknown API "logistics.scatterEverything"' } },
    ])
  })

  it('reports a declared API that WeChat does not offer to functions', () => {
    expect(bindWith(declares('logistics.testUpdateOrder'))).toStrictEqual([
      {
        level: 'wrong',
        what: {
          en: 'bind/config.json: WeChat does not offer logistics.testUpdateOrder to functions',
          zh: 'bind/config.json：logistics.testUpdateOrder 不支持云调用',
        },
        next: {
          en: 'call it over HTTPS: npm run call -- testUpdateOrder',
          zh: '请改用 HTTPS 调用：npm run call -- testUpdateOrder',
        },
      },
    ])
  })

  it('reports an API that is called and not declared', () => {
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

  it('reports an API that only another function declares', () => {
    const files = {
      'bind/index.js': CALLS_BIND,
      'bind/config.json': '{}',
      'pay/index.js': '',
      'pay/config.json': declares('logistics.bindAccount'),
    }

    expect(found(files)[0]).toStrictEqual({
      level: 'wrong',
      what: {
        en: 'bind/index.js calls logistics.bindAccount, but bind/config.json does not declare it; pay/config.json declares it, but that is valid for pay only',
        zh: 'bind/index.js 调用 logistics.bindAccount，但 bind/config.json 没有声明；它写在了 pay/config.json，只对 pay 生效',
      },
      next: ADD,
    })
  })

  it('reports a config.json beside the functions', () => {
    expect(found({ 'config.json': declares('logistics.bindAccount'), 'bind/index.js': '' })).toStrictEqual([
      {
        level: 'wrong',
        what: {
          en: 'cloudfunctions/config.json has no effect on any function',
          zh: 'cloudfunctions/config.json 对任何云函数都不生效',
        },
        next: {
          en: 'give each function its own config.json, beside its index.js',
          zh: '每个云函数各有一份 config.json，放在 index.js 旁边',
        },
      },
    ])
  })

  it('reports a config.json that is not JSON, and not that it lacks the APIs that are called', () => {
    const files = {
      'bind/index.js': 'cloud.openapi.logistics.addOrder(order)',
      'bind/config.json': '{ "permissions": }',
    }
    expect(found(files)).toMatchObject([
      { level: 'wrong', what: { en: expect.stringMatching(/^bind\/config\.json is not valid JSON: /) } },
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
  ])('reports permissions in another form: %s', (config, names) => {
    const form = `{"permissions":{"openapi":${names}}}`

    expect(bindWith(config)).toStrictEqual([
      {
        level: 'wrong',
        what: {
          en: 'bind/config.json declares its APIs in a form that WeChat does not read',
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
    'treats %s as no declaration',
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
      { level: 'note', what: { en: 'bind/config.json declares logistics.bindAccount, but bind does not call it' } },
    ])
  })

  it('ignores packages, tests, comments and strings', () => {
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

  it.each(['logistics.addOrder', 'subscribeMessage.send'])('notes that %s is declared but not called', (api) => {
    const config = declares('logistics.bindAccount', api)

    expect(found({ 'bind/index.js': CALLS_BIND, 'bind/config.json': config })).toStrictEqual([
      {
        level: 'right',
        what: {
          en: 'bind/config.json declares logistics.bindAccount',
          zh: 'bind/config.json 已声明 logistics.bindAccount',
        },
      },
      {
        level: 'note',
        what: {
          en: `bind/config.json declares ${api}, but bind does not call it`,
          zh: `bind/config.json 声明了 ${api}，但 bind 的代码没有调用它`,
        },
        next: {
          en: 'remove it if nothing calls it: a function should have only the permissions that it needs',
          zh: '如果确实没有调用，请删掉：云函数只应拥有需要的权限',
        },
      },
    ])
  })

  it.each([
    ['in a template literal', `log(\`\${cloud.openapi.logistics.bindAccount({})}\`)`],
    ['after a regular expression with a quote', "if (a) /'/.test(b); cloud.openapi.logistics.bindAccount({}) // it's"],
  ])('finds a call %s', (_where, code) => {
    expect(found({ 'bind/index.js': code, 'bind/config.json': declares('logistics.bindAccount') })).toMatchObject([
      { level: 'right', what: { en: 'bind/config.json declares logistics.bindAccount' } },
    ])
  })

  it('reports an API of another group that is called and not declared', () => {
    const code = 'exports.main = () => cloud.openapi.subscribeMessage.send({})'

    expect(found({ 'notify/index.js': code, 'notify/config.json': '{}' })).toStrictEqual([
      {
        level: 'wrong',
        what: {
          en: 'notify/index.js calls subscribeMessage.send, but notify/config.json does not declare it',
          zh: 'notify/index.js 调用 subscribeMessage.send，但 notify/config.json 没有声明',
        },
        next: {
          en: 'add it: {"permissions":{"openapi":["subscribeMessage.send"]}}, then upload the function from the developer tools',
          zh: '加上 {"permissions":{"openapi":["subscribeMessage.send"]}}，然后用开发者工具重新上传该云函数',
        },
      },
    ])
  })

  it('reports a call with a misspelt name', () => {
    expect(found({ 'bind/index.js': 'cloud.openapi.logistics.bindAcount({})' })).toMatchObject([
      { level: 'wrong', what: { en: 'bind/index.js: "logistics.bindAcount" is misspelt' } },
    ])
  })

  it('notes a computed name, and does not advise removing what it may call', () => {
    const code = 'exports.main = ({ api, ...order }) =>\n  cloud.openapi.logistics[api](order)'
    const config = declares('logistics.addOrder', 'subscribeMessage.send')

    expect(found({ 'ship/index.js': code, 'ship/config.json': config })).toStrictEqual([
      {
        level: 'right',
        what: { en: 'ship/config.json declares logistics.addOrder', zh: 'ship/config.json 已声明 logistics.addOrder' },
      },
      expect.objectContaining({
        level: 'note',
        what: {
          en: 'ship/config.json declares subscribeMessage.send, but ship does not call it',
          zh: 'ship/config.json 声明了 subscribeMessage.send，但 ship 的代码没有调用它',
        },
      }),
      {
        level: 'note',
        what: {
          en: 'ship/index.js:2 uses cloud.openapi.logistics without a constant API name, so the APIs that it calls cannot be checked',
          zh: 'ship/index.js:2 使用 cloud.openapi.logistics 时没有写明接口名，无法检查它调用了哪些接口',
        },
        next: {
          en: 'declare every API that it may call in ship/config.json',
          zh: '请在 ship/config.json 里声明它可能调用的所有接口',
        },
      },
    ])
  })

  it.each([
    ['the group is computed', { 'lib.js': 'cloud.openapi[group][name]()' }],
    ['another file gets cloud.openapi', { 'lib.js': 'module.exports = cloud.openapi' }],
    ['a file cannot be parsed', { 'lib.js': 'exports.send = (' }],
  ])('does not advise removing anything if %s', (_what, files) => {
    const inFolder = Object.entries(files).map(([path, code]) => [`bind/${path}`, code])
    const config = declares('logistics.addOrder', 'subscribeMessage.send')
    const all = { ...Object.fromEntries(inFolder), 'bind/index.js': '', 'bind/config.json': config }

    expect(found(all)[0]).toMatchObject({
      level: 'right',
      what: { en: 'bind/config.json declares logistics.addOrder, subscribeMessage.send' },
    })
  })

  it('reports a call of an API that WeChat does not offer to functions', () => {
    expect(found({ 'bind/index.js': 'cloud.openapi.logistics.testUpdateOrder({})' })).toMatchObject([
      { level: 'wrong', what: { en: 'bind/index.js: WeChat does not offer logistics.testUpdateOrder to functions' } },
    ])
  })

  it.each([
    ['logistics.bind', 'logistics.bindAccount'],
    ['logistics.getAccount', 'logistics.getAllAccount'],
  ])('suggests the known name nearest to %s', (name, near) => {
    expect(bindWith(declares(name))[0]).toMatchObject({
      level: 'note',
      next: {
        en: expect.stringMatching(`^did you mean ${near}\\? known APIs: logistics\\.bindAccount, `),
        zh: expect.stringMatching(`^是不是 ${near}？已知接口：`),
      },
    })
  })

  it('accepts each function of this package', () => {
    cpSync(BUNDLED, folder.path('cloudfunctions'), { recursive: true })
    const { functions } = readProject(folder.path())

    expect(permissions(readProject(folder.path())).map(({ level, what }) => `${level}: ${what.en}`)).toStrictEqual(
      functions.map(({ name }) => `right: ${name}/config.json declares logistics.${name}`),
    )
  })
})
