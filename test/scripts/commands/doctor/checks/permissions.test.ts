import { cpSync } from 'node:fs'
import config from '../../../../../config.json'
import { permissions } from '../../../../../scripts/commands/doctor/checks/permissions'
import { note, right, wrong } from '../../../../../scripts/commands/doctor/Finding'
import { readProject } from '../../../../../scripts/commands/doctor/Project'
import { BUNDLED } from '../../../../helpers/bundleStory'
import { temporaryFolder } from '../../../../helpers/temporaryFolder'

const CALLS_BIND = 'exports.main = (event) => cloud.openapi.logistics.bindAccount(event)'
const declares = (...openapi: string[]) => JSON.stringify({ permissions: { openapi } })
const write = (code: string) => ({
  en: 'upload the function from the developer tools after you have written:',
  zh: '改为以下内容，然后用开发者工具重新上传该云函数：',
  code,
})
const FORM = '{"permissions":{"openapi":["logistics.bindAccount"]}}'
const RIGHT = right('bind/config.json', { en: 'declares logistics.bindAccount', zh: '已声明 logistics.bindAccount' })
const NOT_DECLARED = wrong(
  'bind/index.js',
  {
    en: 'calls logistics.bindAccount, but bind/config.json does not declare it',
    zh: '调用了 logistics.bindAccount，但 bind/config.json 没有声明',
  },
  write(FORM),
)
const misspelt = (place: string, name: string, near: string) =>
  wrong(place, { en: `"${name}" is misspelt`, zh: `"${name}" 写错了` }, write(`"${near}"`))

describe('permissions', () => {
  const folder = temporaryFolder()
  const found = (files: Record<string, string>) => {
    const inFolder = Object.entries(files).map(([name, text]) => [`cloudfunctions/${name}`, text])
    return [...permissions(readProject(folder.write(Object.fromEntries(inFolder))))]
  }
  const bindWith = (config: string) => found({ 'bind/index.js': '', 'bind/config.json': config })

  it('accepts a declaration of the called API', () => {
    expect(found({ 'bind/index.js': CALLS_BIND, 'bind/config.json': declares('logistics.bindAccount') })).toStrictEqual(
      [RIGHT],
    )
  })

  it('reports nothing about a function that neither declares nor calls an API', () => {
    expect(found({ 'pay/index.js': 'exports.main = () => {}', 'pay/config.json': '{ "triggers": [] }' })).toStrictEqual(
      [],
    )
  })

  it.each([
    ['logistics.bindAcount', 'logistics.bindAccount'],
    ['bindAccount', 'logistics.bindAccount'],
    ['Logistics.getQuota', 'logistics.getQuota'],
  ])('reports a misspelt name: %s', (name, near) => {
    expect(bindWith(declares(name))).toStrictEqual([misspelt('bind/config.json', name, near)])
  })

  it('does not check the names of other groups or of APIs for couriers', () => {
    const names = ['subscribeMessage.send', 'logistics.updatePath', 'wxacode.get']
    const code = names.map((name) => `cloud.openapi.${name}({})`).join('\n')

    expect(found({ 'bind/index.js': code, 'bind/config.json': declares(...names) })).toStrictEqual([
      right('bind/config.json', {
        en: 'declares subscribeMessage.send, logistics.updatePath, wxacode.get',
        zh: '已声明 subscribeMessage.send、logistics.updatePath、wxacode.get',
      }),
    ])
  })

  const NOT_OFFERED = [
    {
      en: 'WeChat does not offer logistics.testUpdateOrder to functions',
      zh: 'logistics.testUpdateOrder 不支持云调用',
    },
    { en: 'call it over HTTPS:', zh: '请改用 HTTPS 调用：', code: 'npm run call -- testUpdateOrder' },
  ] as const

  it('reports an API that is declared or called, and that WeChat does not offer to functions', () => {
    expect(bindWith(declares('logistics.testUpdateOrder'))).toStrictEqual([wrong('bind/config.json', ...NOT_OFFERED)])
    expect(
      found({ 'bind/index.js': 'cloud.openapi.logistics.testUpdateOrder({})', 'bind/config.json': '{}' }),
    ).toStrictEqual([wrong('bind/index.js', ...NOT_OFFERED)])
  })

  it('reports an API that is called and not declared', () => {
    expect(found({ 'bind/index.js': CALLS_BIND })).toStrictEqual([NOT_DECLARED])
  })

  it('reports an API that only another function declares', () => {
    const files = {
      'bind/index.js': CALLS_BIND,
      'bind/config.json': '{}',
      'pay/index.js': '',
      'pay/config.json': declares('logistics.bindAccount'),
    }

    expect(found(files)[0]).toStrictEqual(
      wrong(
        'bind/index.js',
        {
          en: 'calls logistics.bindAccount, but bind/config.json does not declare it; pay/config.json does, for pay only',
          zh: '调用了 logistics.bindAccount，但 bind/config.json 没有声明；pay/config.json 声明了它，只对 pay 生效',
        },
        write(FORM),
      ),
    )
  })

  it.each([
    '{ "permissions": }',
    '{ "permissions": ["logistics.addOrder"',
    '{ "permissions": { "openapi": "logistics.addOrder" } }',
    '{ "permissions": { "openapi": [{ "name": "logistics.addOrder" }] } }',
    '{ "permissions": { "openapi": null } }',
    '{ "permissions": null }',
    '{ "permissions": "all" }',
    '"text"',
  ])('reports permissions in another form, but no missing ones: %s', (config) => {
    expect(found({ 'bind/index.js': CALLS_BIND, 'bind/config.json': config })).toStrictEqual([
      wrong(
        'bind/config.json',
        {
          en: 'is not valid JSON, or declares its APIs in a form that WeChat does not read',
          zh: '不是合法的 JSON，或接口声明格式不对',
        },
        write(FORM),
      ),
    ])
  })

  it.each([
    '{}',
    '{ "permissions": {} }',
    '{ "permissions": { "openapi": [] } }',
    '{ "openapi": ["logistics.addOrder"] }',
  ])('treats %s as a missing declaration', (config) => {
    expect(bindWith(config)).toStrictEqual([])
    expect(found({ 'bind/index.js': CALLS_BIND })).toStrictEqual([NOT_DECLARED])
  })

  it('finds a call in each file of the function', () => {
    const files = {
      'bind/index.js': "exports.main = require('./src/lib')",
      'bind/src/lib.js': 'const { logistics } = cloud.openapi\nmodule.exports = (order) => logistics.addOrder(order)',
      'bind/config.json': declares('logistics.bindAccount'),
    }

    expect(found(files)).toMatchObject([
      {
        level: 'wrong',
        what: { en: 'bind/src/lib.js: calls logistics.addOrder, but bind/config.json does not declare it' },
      },
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

    expect(found(files)).toStrictEqual([RIGHT])
  })

  it.each([
    ['in a template literal', `log(\`\${cloud.openapi.logistics.bindAccount({})}\`)`],
    ['after a regular expression with a quote', "if (a) /'/.test(b); cloud.openapi.logistics.bindAccount({}) // it's"],
  ])('finds a call %s', (_where, code) => {
    expect(found({ 'bind/index.js': code })).toStrictEqual([NOT_DECLARED])
  })

  it('reports an API of another group that is called and not declared', () => {
    const code = 'exports.main = () => cloud.openapi.subscribeMessage.send({})'

    expect(found({ 'notify/index.js': code, 'notify/config.json': '{}' })).toStrictEqual([
      wrong(
        'notify/index.js',
        {
          en: 'calls subscribeMessage.send, but notify/config.json does not declare it',
          zh: '调用了 subscribeMessage.send，但 notify/config.json 没有声明',
        },
        write('{"permissions":{"openapi":["subscribeMessage.send"]}}'),
      ),
    ])
  })

  it('reports a call with a misspelt name', () => {
    expect(found({ 'bind/index.js': 'cloud.openapi.logistics.bindAcount({})' })).toStrictEqual([
      misspelt('bind/index.js', 'logistics.bindAcount', 'logistics.bindAccount'),
    ])
  })

  it('notes a computed name, with its line', () => {
    const code = 'exports.main = ({ api, ...order }) =>\n  cloud.openapi.logistics[api](order)'

    expect(found({ 'bind/index.js': code, 'bind/config.json': declares('logistics.bindAccount') })).toStrictEqual([
      RIGHT,
      note(
        'bind/index.js:2',
        {
          en: 'uses cloud.openapi.logistics without a constant API name, so the APIs that it calls cannot be known',
          zh: '使用 cloud.openapi.logistics 时没有写明接口名，无法得知它调用了哪些接口',
        },
        {
          en: 'declare every API that it may call in bind/config.json',
          zh: '请在 bind/config.json 里声明它可能调用的所有接口',
        },
      ),
    ])
  })

  it('accepts each function of this package', () => {
    cpSync(BUNDLED, folder.path('cloudfunctions'), { recursive: true })
    const project = readProject(folder.path())

    expect([...permissions(project)].map(({ level, what }) => `${level}: ${what.en}`)).toStrictEqual(
      config.permissions.openapi.map((api) => `right: ${api.split('.').at(-1)}/config.json: declares ${api}`).sort(),
    )
  })
})
