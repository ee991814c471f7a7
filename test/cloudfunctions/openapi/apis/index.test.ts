import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { apiNames, apis, isApiName } from '../../../../cloudfunctions/openapi/apis'
import type { Api } from '../../../../cloudfunctions/openapi/apis/Api'
import config from '../../../../config.json'

const REGISTRY = Object.entries<Api>(apis)
const CLOUD_APIS = REGISTRY.filter(([, api]) => api.cloud).map(([name]) => name)

describe('apis', () => {
  it('holds every API that config.json declares, as one that the cloud may call', () => {
    expect(config.permissions.openapi.filter((name) => !CLOUD_APIS.includes(name))).toStrictEqual([])
  })

  it('has for each declared API a function of that very name, and no other', () => {
    const folders = readdirSync(join(__dirname, '../../../../cloudfunctions')).filter(
      (name) => !/^(openapi|.*\.md)$/.test(name),
    )

    expect(folders.map((name) => `logistics.${name}`)).toStrictEqual(config.permissions.openapi)
  })

  it('holds each API under its own name, in a file of its own', () => {
    const files = readdirSync(join(__dirname, '../../../../cloudfunctions/openapi/apis'))

    expect(REGISTRY.map(([name]) => name)).toStrictEqual(REGISTRY.map(([, api]) => api.name))
    expect(REGISTRY.filter(([name]) => !files.includes(`${name.split('.')[1]}.ts`))).toStrictEqual([])
  })

  describe.each(REGISTRY)('%s', (_name, api) => {
    const known = Object.keys(api.params.entries)

    it('names only known parameters as secrets', () => {
      expect(api.secrets.filter((param) => !known.includes(param))).toStrictEqual([])
    })

    it('logs only known parameters, and no secret', () => {
      const unfit = Object.keys(api.logged).filter((param) => !known.includes(param) || api.secrets.includes(param))

      expect(unfit).toStrictEqual([])
    })

    it('asks for secrets only by known parameters', () => {
      expect(Object.keys(api.askWhen ?? {}).filter((param) => !known.includes(param))).toStrictEqual([])
    })

    it('refuses only by known parameters', () => {
      const conditions = api.refusals.flatMap(({ when }) => Object.keys(when))

      expect(conditions.filter((param) => !known.includes(param))).toStrictEqual([])
    })

    it('says of each code in both languages what it means, what causes it and what to do', () => {
      const texts = Object.entries(api.codes).flatMap(([errCode, { meaning, cause, next }]) =>
        [meaning, cause, next].map((text) => ({ errCode, ...text })),
      )

      expect(texts.filter(({ en, zh }) => !en || !zh)).toStrictEqual([])
    })
  })
})

describe('apiNames', () => {
  it('gives every name of the registry', () => {
    expect(apiNames()).toStrictEqual(Object.keys(apis))
  })
})

describe('isApiName', () => {
  it.each([
    ['logistics.bindAccount', true],
    ['logistics.bindAcount', false],
    ['toString', false],
    ['', false],
  ])('says of %j %j', (name, is) => {
    expect(isApiName(name)).toBe(is)
  })
})
