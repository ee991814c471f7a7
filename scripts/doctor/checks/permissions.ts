import { relative } from 'node:path'
import { join } from 'node:path/posix'
import { type ApiName, apiNames, apis, isApiName } from '../../../cloudfunctions/openapi/apis'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { isObject } from '../../../cloudfunctions/openapi/names/isObject'
import { nearest } from '../../../cloudfunctions/openapi/names/nearest'
import { meantBy } from '../../emulator/state/nameMistake'
import { messageOf } from '../../start/messageOf'
import { calledIn } from '../calledIn'
import { type Finding, note, right, wrong } from '../Finding'
import type { Project, ProjectFunction } from '../Project'
import { readJson, readText } from '../readJson'
import { sourcesOf } from '../sourcesOf'

/** What a config.json may hold at its top: https://developers.weixin.qq.com/miniprogram/dev/wxcloudservice/wxcloud/guide/openapi/openapi.html */
const KEYS = ['permissions', 'triggers']

/** Of the same family, for a courier's mini program (物流助手, 运力使用). */
const COURIERS_OWN: readonly string[] = ['updateBusiness', 'updatePath', 'previewTemplate', 'getContact'].map(
  (it) => `logistics.${it}`,
)

const UPLOAD = {
  en: 'then upload the function from the developer tools',
  zh: '然后用开发者工具重新上传该云函数',
}

/** The config.json of each function: which APIs it may call, and which its code does call. */
export function permissions(project: Project): Finding[] {
  const declared = new Map(project.functions.map((it) => [it.name, declarationOf(it)]))
  const findings = project.functions.flatMap((it) => {
    const { names, mistakes } = declared.get(it.name) ?? { names: [], mistakes: [] }
    const calls = callsOf(it)
    const unseen = names.filter((api) => isApiName(api) && apis[api].cloud && !calls.has(api))
    const elsewhere = (api: string) => [...declared].find(([, other]) => other.names.includes(api))?.[0]
    const missing = [...calls].filter(([api]) => !names.includes(api))
    const wrongs = [...mistakes, ...missing.flatMap(([api, file]) => notDeclared(it.name, file, api, elsewhere(api)))]
    const rights = wrongs.length > 0 ? [] : names.filter((api) => !unseen.includes(api))
    return [...wrongs, ...declares(it.name, rights), ...unseen.map((api) => notSeen(it.name, api))]
  })
  return [...findings, ...misplaced(project)]
}

/** The APIs that a function's code calls, each with the first file that does. */
function callsOf({ dir }: ProjectFunction): Map<ApiName, string> {
  const calls = new Map<ApiName, string>()
  for (const { path, code } of sourcesOf(dir)) {
    for (const api of calledIn(code)) calls.set(api, calls.get(api) ?? path)
  }
  return calls
}

function declares(name: string, apis: readonly string[]): Finding[] {
  if (apis.length === 0) return []
  return [right(`${name}/config.json declares ${apis.join(', ')}`, `${name}/config.json 已声明 ${apis.join('、')}`)]
}

function notSeen(name: string, api: string): Finding {
  return note(
    `${name}/config.json declares ${api}, but no call to it was seen in ${name}`,
    `${name}/config.json 声明了 ${api}，但在 ${name} 的代码里没有看到对它的调用`,
    {
      en: 'if nothing calls it, take it out: a function should be allowed no more than it needs',
      zh: '如果确实没有调用，请删掉：云函数只应拥有需要的权限',
    },
  )
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
    const next = { en: 'correct it', zh: '请改正' }
    return { names: [], mistakes: [wrong(`${file} is not JSON: ${messageOf(error)}`, `${file} 不是合法的 JSON`, next)] }
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

/** The names under permissions.openapi; undefined where something has another form than WeChat reads. */
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
  return wrong(`${file} declares no API in the form that WeChat reads`, `${file} 的接口声明格式不对`, {
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

/** A name of another family is WeChat's to know. */
function nameFinding(file: string, name: string): Finding[] {
  if (isApiName(name)) {
    if (apis[name].cloud) return []
    const next = { en: `call it over HTTPS: npx wx-logistics call ${name.split('.')[1]}`, zh: '请改用 HTTPS 调用' }
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
  return note(`${file}: no API ${JSON.stringify(name)} is known`, `${file}：不认识接口 ${JSON.stringify(name)}`, {
    en: `${near === undefined ? '' : `did you mean ${near}? `}known are ${apiNames().join(', ')}`,
    zh: `${near === undefined ? '' : `是不是 ${near}？`}已知接口：${apiNames().join('、')}`,
  })
}

/** Also one that was cut short: to `logistics.bind` so much is added that it is near to none. */
function nearestTo(name: string): string | undefined {
  const begun = apiNames().find((it) => it.toLowerCase().startsWith(name.toLowerCase()))
  return nearest(name, apiNames()) ?? begun
}

function notDeclared(name: string, path: string, api: ApiName, elsewhere: string | undefined): Finding[] {
  const caller = join(name, path)
  if (!apis[api].cloud) return nameFinding(caller, api)
  const place = elsewhere === undefined ? '' : `; ${elsewhere}/config.json does, but that counts for ${elsewhere} alone`
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

/** Beside the functions instead of in one. */
function misplaced({ dir, root }: Project): Finding[] {
  if (root === undefined || !readText(`${root}/config.json`)?.includes('permissions')) return []
  const file = `${relative(dir, root)}/config.json`
  return [
    wrong(`${file} counts for no function`, `${file} 对任何云函数都不生效`, {
      en: 'each function has its own, beside its index.js',
      zh: '每个云函数各有一份 config.json，放在 index.js 旁边',
    }),
  ]
}
