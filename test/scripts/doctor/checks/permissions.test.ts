import { permissions } from '../../../../scripts/doctor/checks/permissions'
import { readProject } from '../../../../scripts/doctor/Project'
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
          en: 'bind calls logistics.bindAccount, but bind/config.json does not declare it',
          zh: 'bind 调用 logistics.bindAccount，但 bind/config.json 没有声明',
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
        en: 'bind calls logistics.bindAccount, but bind/config.json does not declare it; pay/config.json does, but that counts for pay alone',
        zh: 'bind 调用 logistics.bindAccount，但 bind/config.json 没有声明；它写在了 pay/config.json，只对 pay 生效',
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
    '[]',
    '"text"',
    '{ "permissions": "all" }',
    '{ "permissions": { "openapi": "all" } }',
    '{ "permissions": null }',
  ])('takes %s for no declaration', (config) => {
    expect(bindWith(config)).toStrictEqual([])
  })
})
