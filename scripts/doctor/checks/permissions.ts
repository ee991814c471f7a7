import { relative } from 'node:path'
import { join } from 'node:path/posix'
import { apiNames, apis, isApiName } from '../../../cloudfunctions/openapi/apis'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { isObject } from '../../../cloudfunctions/openapi/names/isObject'
import { nearest } from '../../../cloudfunctions/openapi/names/nearest'
import { meantBy } from '../../emulator/state/nameMistake'
import { messageOf } from '../../start/messageOf'
import { type Finding, note, right, wrong } from '../Finding'
import type { Project, ProjectFunction } from '../Project'
import { readJson, readText } from '../readJson'
import type { Source } from '../sourcesOf'

/** The keys of a config.json: https://developers.weixin.qq.com/miniprogram/dev/wxcloudservice/wxcloud/guide/openapi/openapi.html */
const KEYS = ['permissions', 'triggers']

/** APIs of the same family for a courier's mini program (物流助手, 运力使用). */
const COURIERS_OWN: readonly string[] = ['updateBusiness', 'updatePath', 'previewTemplate', 'getContact'].map(
  (it) => `logistics.${it}`,
)

const UPLOAD = {
  en: 'then upload the function from the developer tools',
  zh: '然后用开发者工具重新上传该云函数',
}

/** Compares the APIs that each function's config.json declares with those that its code calls. */
export function permissions(project: Project): Finding[] {
  const declared = new Map(project.functions.map((it) => [it.name, declarationOf(it)]))
  const findings = project.functions.flatMap(({ name, sources }) => {
    const { names, mistakes } = declared.get(name) ?? { names: [], mistakes: [] }
    const calls = firstCallers(sources)
    const unseen = names.filter((api) => isNeverCalled(api, sources))
    const elsewhere = (api: string) => [...declared].find(([, other]) => other.names.includes(api))?.[0]
    const missing = [...calls].filter(([api]) => !names.includes(api))
    const wrongs = [...mistakes, ...missing.flatMap(([api, path]) => notDeclared(name, path, api, elsewhere(api)))]
    const rights = wrongs.length > 0 ? [] : names.filter((api) => !unseen.includes(api))
    return [
      ...wrongs,
      ...declares(name, rights),
      ...unseen.map((api) => notSeen(name, api)),
      ...sources.flatMap((source) => unknownCalls(name, source)),
    ]
  })
  return [...findings, ...misplaced(project)]
}

/** The first file that calls each API. */
function firstCallers(sources: readonly Source[]): Map<string, string> {
  const callers = new Map<string, string>()
  for (const { path, apis } of sources) for (const api of apis) callers.set(api, callers.get(api) ?? path)
  return callers
}

/** Whether a declared API is certainly not called. A name with a mistake has a finding already. */
function isNeverCalled(api: string, sources: readonly Source[]): boolean {
  const mayCall = ({ mistake, apis, unknown }: Source) =>
    mistake !== undefined ||
    apis.includes(api) ||
    unknown.some(({ group }) => `${api}.`.startsWith(group && `${group}.`))
  return /^\w+\.\w+$/.test(api) && nameFinding('', api).length === 0 && !sources.some(mayCall)
}

function declares(name: string, apis: readonly string[]): Finding[] {
  if (apis.length === 0) return []
  return [right(`${name}/config.json declares ${apis.join(', ')}`, `${name}/config.json 已声明 ${apis.join('、')}`)]
}

function notSeen(name: string, api: string): Finding {
  return note(
    `${name}/config.json declares ${api}, but ${name} does not call it`,
    `${name}/config.json 声明了 ${api}，但 ${name} 的代码没有调用它`,
    {
      en: 'remove it if nothing calls it: a function should have only the permissions that it needs',
      zh: '如果确实没有调用，请删掉：云函数只应拥有需要的权限',
    },
  )
}

function unknownCalls(name: string, { path, unknown }: Source): Finding[] {
  return unknown.map(({ group, line }) => {
    const what = ['cloud.openapi', ...(group === '' ? [] : [group])].join('.')
    return note(
      `${name}/${path}:${line} uses ${what} without a constant API name, so the APIs that it calls cannot be checked`,
      `${name}/${path}:${line} 使用 ${what} 时没有写明接口名，无法检查它调用了哪些接口`,
      {
        en: `declare every API that it may call in ${name}/config.json`,
        zh: `请在 ${name}/config.json 里声明它可能调用的所有接口`,
      },
    )
  })
}

interface Declaration {
  names: readonly string[]
  mistakes: Finding[]
}

function declarationOf({ name, dir }: ProjectFunction): Declaration {
  const file = join(name, 'config.json')
  let config: unknown
  try {
    config = readJson(`${dir}/config.json`)
  } catch (error) {
    const next = { en: 'fix it', zh: '请改正' }
    const [en, zh] = [`${file} is not valid JSON`, `${file} 不是合法的 JSON`]
    return { names: [], mistakes: [wrong(`${en}: ${messageOf(error)}`, `${zh}：${messageOf(error)}`, next)] }
  }
  if (config === undefined) return { names: [], mistakes: [] }
  const names = namesIn(config)
  if (names === undefined) return { names: [], mistakes: [misshapen(file, config)] }
  const keys = [
    ...misspelt(file, Object.keys(Object(config)), KEYS),
    ...misspelt(file, Object.keys(Object(readProperty(config, 'permissions'))), ['openapi']),
  ]
  return { names, mistakes: [...keys, ...names.flatMap((it) => nameFinding(file, it))] }
}

/** Returns the names under permissions.openapi, or undefined if WeChat cannot read the form. */
function namesIn(config: unknown): string[] | undefined {
  const permissions = readProperty(config, 'permissions')
  const openapi = readProperty(permissions, 'openapi')
  const names = Array.isArray(openapi) ? openapi.filter((it) => typeof it === 'string') : []
  const known =
    isObject(config) &&
    (permissions === undefined ? !Object.hasOwn(config, 'openapi') : isObject(permissions)) &&
    (openapi === undefined || (Array.isArray(openapi) && names.length === openapi.length))
  return known ? names : undefined
}

function misshapen(file: string, config: unknown): Finding {
  const meant = [...new Set(JSON.stringify(config).match(/\blogistics\.\w+/g))]
  const form = JSON.stringify({ permissions: { openapi: meant.length > 0 ? meant : ['logistics.bindAccount'] } })
  return wrong(`${file} declares its APIs in a form that WeChat does not read`, `${file} 的接口声明格式不对`, {
    en: `write ${form}, ${UPLOAD.en}`,
    zh: `改为 ${form}，${UPLOAD.zh}`,
  })
}

function misspelt(file: string, names: readonly string[], known: readonly string[]): Finding[] {
  return names.flatMap((name) => {
    const near = known.includes(name) ? undefined : nearest(name, known)
    return near === undefined ? [] : [misnamed(file, name, near)]
  })
}

/** Checks the name of an API. Names of other groups are not checked. */
function nameFinding(file: string, name: string): Finding[] {
  if (isApiName(name)) {
    if (apis[name].cloud) return []
    const next = {
      en: `call it over HTTPS: npx wx-logistics call ${name.split('.')[1]}`,
      zh: `请改用 HTTPS 调用：npx wx-logistics call ${name.split('.')[1]}`,
    }
    return [wrong(`${file}: WeChat does not offer ${name} to functions`, `${file}：${name} 不支持云调用`, next)]
  }
  const bare = name.replace(/^openapi\./, '')
  const near = isApiName(bare) ? bare : meantBy(bare)
  if (near !== undefined) return [misnamed(file, name, near)]
  return bare.startsWith('logistics.') && !COURIERS_OWN.includes(bare) ? [unknownName(file, name)] : []
}

function misnamed(file: string, name: string, near: string): Finding {
  return wrong(`${file}: ${JSON.stringify(name)} is misspelt`, `${file}：${JSON.stringify(name)} 写错了`, {
    en: `write ${JSON.stringify(near)}, ${UPLOAD.en}`,
    zh: `改为 ${JSON.stringify(near)}，${UPLOAD.zh}`,
  })
}

function unknownName(file: string, name: string): Finding {
  const near = nearestTo(name)
  return note(`${file}: unknown API ${JSON.stringify(name)}`, `${file}：不认识接口 ${JSON.stringify(name)}`, {
    en: `${near === undefined ? '' : `did you mean ${near}? `}known APIs: ${apiNames().join(', ')}`,
    zh: `${near === undefined ? '' : `是不是 ${near}？`}已知接口：${apiNames().join('、')}`,
  })
}

/** Also finds the name for a prefix such as `logistics.bind`, which is too short for an edit distance. */
function nearestTo(name: string): string | undefined {
  const begun = apiNames().find((it) => it.toLowerCase().startsWith(name.toLowerCase()))
  return nearest(name, apiNames()) ?? begun
}

function notDeclared(name: string, path: string, api: string, elsewhere: string | undefined): Finding[] {
  const caller = join(name, path)
  const mistakes = nameFinding(caller, api)
  if (mistakes.length > 0) return mistakes
  const place =
    elsewhere === undefined ? '' : `; ${elsewhere}/config.json declares it, but that is valid for ${elsewhere} only`
  const placeZh = elsewhere === undefined ? '' : `；它写在了 ${elsewhere}/config.json，只对 ${elsewhere} 生效`
  return [
    wrong(
      `${caller} calls ${api}, but ${name}/config.json does not declare it${place}`,
      `${caller} 调用 ${api}，但 ${name}/config.json 没有声明${placeZh}`,
      {
        en: `add it: ${JSON.stringify({ permissions: { openapi: [api] } })}, ${UPLOAD.en}`,
        zh: `加上 ${JSON.stringify({ permissions: { openapi: [api] } })}，${UPLOAD.zh}`,
      },
    ),
  ]
}

/** Finds a config.json that is beside the functions instead of in one. */
function misplaced({ dir, root }: Project): Finding[] {
  if (root === undefined || !readText(`${root}/config.json`)?.includes('permissions')) return []
  const file = `${relative(dir, root)}/config.json`
  return [
    wrong(`${file} has no effect on any function`, `${file} 对任何云函数都不生效`, {
      en: 'give each function its own config.json, beside its index.js',
      zh: '每个云函数各有一份 config.json，放在 index.js 旁边',
    }),
  ]
}
