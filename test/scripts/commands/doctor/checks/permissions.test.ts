import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { shortName } from '../../../../../cloudfunctions/openapi/apis'
import config from '../../../../../config.json'
import { permissions } from '../../../../../scripts/commands/doctor/checks/permissions'
import { note, right, wrong } from '../../../../../scripts/commands/doctor/Finding'
import { readProject } from '../../../../../scripts/commands/doctor/Project'
import { signed } from '../../../../../scripts/commands/terminal/digest'
import { BUNDLED } from '../../../../helpers/bundleStory'
import { temporaryFolder } from '../../../../helpers/temporaryFolder'

const CALLS_BIND = 'exports.main = (event) => cloud.openapi.logistics.bindAccount(event)'
const declares = (...openapi: string[]) => JSON.stringify({ permissions: { openapi } })
const upload = (code: string) => ({
  en: 'upload the function from the developer tools after you have written:',
  zh: '改为以下内容，然后用开发者工具重新上传该云函数：',
  code,
})
const write = (merged: string, file = 'bind/config.json') => upload(`${file}: ${merged}`)
const FORM = '{"permissions":{"openapi":["logistics.bindAccount"]}}'
const RIGHT = right('bind/config.json', { en: 'declares logistics.bindAccount', zh: '已声明 logistics.bindAccount' })
const notDeclared = (file: string, en: string, zh: string, merged: string) =>
  wrong(
    file,
    { en: `does not declare what the function calls: ${en}`, zh: `没有声明云函数调用的接口：${zh}` },
    write(merged, file),
  )
const NOT_DECLARED = notDeclared(
  'bind/config.json',
  'logistics.bindAccount (bind/index.js)',
  'logistics.bindAccount（bind/index.js）',
  FORM,
)
const misspelt = (place: string, name: string, near: string) =>
  wrong(place, { en: `"${name}" is misspelt`, zh: `"${name}" 写错了` }, upload(`"${near}"`))

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
      notDeclared(
        'bind/config.json',
        'logistics.bindAccount (bind/index.js; pay/config.json declares it, for pay only)',
        'logistics.bindAccount（bind/index.js；pay/config.json 声明了它，只对 pay 生效）',
        FORM,
      ),
    )
  })

  it('adds all that is missing at once, and keeps everything else in config.json', () => {
    const config = {
      triggers: [{ name: 'daily', type: 'timer', config: '0 0 2 * * * *' }],
      permissions: { openapi: ['logistics.getPath', 'subscribeMessage.sent', 'logistics.getOrdr'], other: true },
      timeout: 10,
    }
    const files = {
      'bind/index.js': `${CALLS_BIND}\ncloud.openapi.logistics.getPath({})`,
      'bind/lib.js': 'cloud.openapi.logistics.addOrder({})',
      'bind/config.json': JSON.stringify(config),
    }
    const openapi = [
      ...['logistics.getPath', 'subscribeMessage.sent', 'logistics.getOrder'],
      ...['logistics.bindAccount', 'logistics.addOrder'],
    ]

    expect(found(files)).toStrictEqual([
      misspelt('bind/config.json', 'logistics.getOrdr', 'logistics.getOrder'),
      notDeclared(
        'bind/config.json',
        'logistics.bindAccount (bind/index.js), logistics.addOrder (bind/lib.js)',
        'logistics.bindAccount（bind/index.js）、logistics.addOrder（bind/lib.js）',
        JSON.stringify({ ...config, permissions: { openapi, other: true } }),
      ),
    ])
  })

  it.each(['{ "permissions": }', '{ "permissions": ["logistics.addOrder"'])(
    'reports what is not JSON: %s',
    (config) => {
      expect(found({ 'bind/index.js': CALLS_BIND, 'bind/config.json': config })).toStrictEqual([
        wrong(
          'bind/config.json',
          { en: 'is not valid JSON', zh: '不是有效的 JSON' },
          {
            en: 'correct it, then upload the function from the developer tools',
            zh: '请改正，然后用开发者工具重新上传该云函数',
          },
        ),
      ])
    },
  )

  const BOTH = '{"permissions":{"openapi":["logistics.addOrder","logistics.bindAccount"]}}'

  it.each([
    ['{ "permissions": { "openapi": "logistics.addOrder" } }', BOTH],
    ['{ "permissions": { "openapi": ["logistics.addOrder", { "name": "logistics.addOrder" }] } }', BOTH],
    ['{ "permissions": { "openapi": null } }', FORM],
    ['{ "permissions": null }', FORM],
    ['{ "permissions": "all", "timeout": 10 }', FORM.replace('}}', '},"timeout":10}')],
    ['7', FORM],
  ])('reports permissions in another form, but no missing ones: %s', (config, merged) => {
    expect(found({ 'bind/index.js': CALLS_BIND, 'bind/config.json': config })).toStrictEqual([
      wrong(
        'bind/config.json',
        { en: 'declares its APIs in a form that WeChat does not read', zh: '接口声明的格式不对' },
        write(merged),
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
    const merged = { ...JSON.parse(config), permissions: { openapi: ['logistics.bindAccount'] } }
    expect(found({ 'bind/index.js': CALLS_BIND, 'bind/config.json': config })).toMatchObject([
      { next: write(JSON.stringify(merged)) },
    ])
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
        what: {
          en: 'bind/config.json: does not declare what the function calls: logistics.addOrder (bind/src/lib.js)',
        },
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
      notDeclared(
        'notify/config.json',
        'subscribeMessage.send (notify/index.js)',
        'subscribeMessage.send（notify/index.js）',
        '{"permissions":{"openapi":["subscribeMessage.send"]}}',
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

    expect([...permissions(project)].map(({ level, what }) => `${level}: ${what.en}`)).toStrictEqual([
      ...config.permissions.openapi.map((api) => `right: ${shortName(api)}/config.json: declares ${api}`).sort(),
      `right: verifyCloud/config.json: declares ${config.permissions.openapi.join(', ')}`,
    ])
  })

  it('looks for APIs where a function uses the library, not in a copy of it that nobody changed', () => {
    folder.write({
      'cloudfunctions/bindForStaff/wx-logistics.js': signed('exports.call = (name) => cloud.openapi[name]'),
      'cloudfunctions/bindForStaff/index.js': "exports.main = cloudFunction('logistics.bindAccount', { cloud })",
    })

    expect([...permissions(readProject(folder.path()))].map(({ what }) => what.en)).toStrictEqual([
      'bindForStaff/config.json: does not declare what the function calls: logistics.bindAccount (bindForStaff/index.js)',
    ])
  })

  it('looks into a function of this package again if its config.json was changed', () => {
    cpSync(join(BUNDLED, 'bindAccount'), folder.path('cloudfunctions/bindAccount'), { recursive: true })
    writeFileSync(folder.path('cloudfunctions/bindAccount/config.json'), '{"timeout":20}')

    expect([...permissions(readProject(folder.path()))]).toStrictEqual([
      wrong(
        'bindAccount/config.json',
        {
          en: 'does not declare what the function calls: logistics.bindAccount (bindAccount/bundle.js)',
          zh: '没有声明云函数调用的接口：logistics.bindAccount（bindAccount/bundle.js）',
        },
        {
          en: 'upload the function from the developer tools after you have written:',
          zh: '改为以下内容，然后用开发者工具重新上传该云函数：',
          code: 'bindAccount/config.json: {"timeout":20,"permissions":{"openapi":["logistics.bindAccount"]}}',
        },
      ),
    ])
  })
})
