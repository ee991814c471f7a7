import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type * as v from 'valibot'
import { apiNames, apis, isApiName, shortName } from '../../../../cloudfunctions/openapi/apis'
import type { Api } from '../../../../cloudfunctions/openapi/apis/Api'
import { sharedCodes } from '../../../../cloudfunctions/openapi/apis/meaningOf'
import {
  type Condition,
  conditionsOf,
  isEntries,
  isList,
  unwrapped,
} from '../../../../cloudfunctions/openapi/apis/schemas'
import { toCamelCase } from '../../../../cloudfunctions/openapi/names/convertCase'
import {
  type DescribedField,
  describeFields,
  describeParams,
} from '../../../../cloudfunctions/openapi/params/describeParams'
import { toWireParams } from '../../../../cloudfunctions/openapi/params/toWireParams'
import config from '../../../../config.json'

/** Returns the conditions, at any depth, that name an unknown parameter or one that is required anyway. */
function invalidConditions(schema: v.GenericSchema): Condition[] {
  const inner = unwrapped(schema)
  if (isList(inner)) return invalidConditions(inner.item)
  if (!isEntries(inner)) return []
  const { entries } = inner
  const invalid = conditionsOf(inner).filter((condition) => {
    const { needs } = condition
    const other = condition.if ?? condition.unless ?? ''
    return entries[needs]?.type !== 'optional' || entries[other] === undefined
  })
  return [...invalid, ...Object.values(entries).flatMap(invalidConditions)]
}

const lastPart = (name: string) => name.slice(name.lastIndexOf('.') + 1)

const REGISTRY = Object.entries<Api>(apis)
const CLOUD_APIS = REGISTRY.filter(([, api]) => api.cloud).map(([name]) => name)

describe('apis', () => {
  it('contains every API that config.json declares, as an API for the cloud', () => {
    expect(config.permissions.openapi.filter((name) => !CLOUD_APIS.includes(name))).toStrictEqual([])
  })

  it('has one function for each declared API, named as it', () => {
    const folders = readdirSync(join(__dirname, '../../../../cloudfunctions')).filter(
      (name) => !/^(openapi|docs|.*\.md)$/.test(name),
    )

    expect(folders.sort()).toStrictEqual(config.permissions.openapi.map(shortName).sort())
  })

  it('contains each API under its own name, with one file per API', () => {
    const folder = join(__dirname, '../../../../cloudfunctions/openapi/apis')
    const exports = REGISTRY.map(([name]) => require(join(folder, `${name.split('.').join('/')}.ts`))[lastPart(name)])

    expect(REGISTRY.map(([name]) => name)).toStrictEqual(REGISTRY.map(([, api]) => api.name))
    expect(exports).toStrictEqual(REGISTRY.map(([, api]) => api))
  })

  describe.each(REGISTRY)('%s', (_name, api) => {
    const known = Object.keys(api.params.entries)

    it('names only known parameters as secrets', () => {
      expect(api.secrets.filter((param) => !known.includes(param))).toStrictEqual([])
    })

    it('logs only known parameters, and no secrets', () => {
      const invalid = Object.keys(api.logged).filter((param) => !known.includes(param) || api.secrets.includes(param))

      expect(invalid).toStrictEqual([])
    })

    it('prompts for secrets depending on known parameters only', () => {
      expect(Object.keys(api.askWhen ?? {}).filter((param) => !known.includes(param))).toStrictEqual([])
    })

    it('refuses values of known parameters only', () => {
      const conditions = (api.refusals ?? []).flatMap(({ when }) => Object.keys(when))

      expect(conditions.filter((param) => !known.includes(param))).toStrictEqual([])
    })

    it('describes each parameter and each field of its result in both languages', () => {
      const described = [...describeParams(api.params), ...describeFields(api.result)]
      const isDescribed = ({ description: { en, zh } }: DescribedField) =>
        !/(required|optional|filled in|is \d)$/.test(en) && /[\u4e00-\u9fff]/.test(zh) && !/[必选]填$/.test(zh)

      expect(described.filter((it) => !isDescribed(it))).toStrictEqual([])
    })

    it('has an example that its own checks accept', () => {
      expect(toCamelCase(toWireParams(api, api.example))).toStrictEqual(api.example)
    })

    it('says what it does in both languages, and names the page about it', () => {
      expect(api.about.en).toMatch(/^[A-Z].*\.$/)
      expect(api.about.zh).toMatch(/[\u4e00-\u9fff].*。$/)
      expect(api.see).toMatch(/^https:\/\/developers\.weixin\.qq\.com\/\S+$/)
    })

    it('has conditions only on known parameters that are otherwise optional', () => {
      expect(invalidConditions(api.params)).toStrictEqual([])
    })

    it('has a meaning, cause and next step for each code in both languages', () => {
      const texts = Object.entries(api.codes).flatMap(([errCode, { meaning, cause, next }]) =>
        [meaning, cause, next].map((text) => ({ errCode, ...text })),
      )

      expect(texts.filter(({ en, zh }) => !en || !zh)).toStrictEqual([])
    })
  })
})

describe('the codes of all APIs', () => {
  it('have the same meaning for every API', () => {
    // A family may say more about a code of the platform.
    const all = REGISTRY.flatMap(([, { codes }]) => Object.entries(codes)).filter(([it]) => !(it in sharedCodes))
    const meanings = new Map(all)

    expect(all.filter(([errCode, code]) => meanings.get(errCode) !== code)).toStrictEqual([])
  })
})

describe('apiNames', () => {
  it('returns every name of the registry', () => {
    expect(apiNames()).toStrictEqual(Object.keys(apis))
  })
})

describe('isApiName', () => {
  it.each([
    ['logistics.bindAccount', true],
    ['logistics.bindAcount', false],
    ['toString', false],
    ['', false],
  ])('returns for %j: %j', (name, is) => {
    expect(isApiName(name)).toBe(is)
  })
})

describe('shortName', () => {
  it('differs for every API', () => {
    const names = apiNames().map(shortName)

    expect(new Set(names).size).toBe(names.length)
    expect([shortName('logistics.getOrder'), shortName('wxa.sec.order.getOrder')]).toStrictEqual([
      'getOrder',
      'getShippingOrder',
    ])
  })
})
