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
    const missing = calledIn(it.code).filter((api) => !names.includes(api))
    const elsewhere = (api: string) => [...declared].find(([, other]) => other.names.includes(api))?.[0]
    const found = [...mistakes, ...missing.map((api) => notDeclared(it.name, api, elsewhere(api)))]
    if (found.length > 0 || names.length === 0) return found
    return [
      right(`${it.name}/config.json declares ${names.join(', ')}`, `${it.name}/config.json 已声明 ${names.join('、')}`),
    ]
  })
  return [...findings, ...misplaced(project)]
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
  if (!isObject(config)) return { names: [], mistakes: [] }
  const openapi = readProperty(readProperty(config, 'permissions'), 'openapi')
  const names = Array.isArray(openapi) ? openapi.filter((it) => typeof it === 'string') : []
  const keys = [
    ...misspelt(file, Object.keys(config), KEYS),
    ...misspelt(file, Object.keys(Object(readProperty(config, 'permissions'))), ['openapi']),
  ]
  return { names, mistakes: [...keys, ...names.flatMap((it) => nameFinding(file, it))] }
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
  return note(`${file}: no API ${JSON.stringify(name)} is known`, `${file}：不认识接口 ${JSON.stringify(name)}`, {
    en: `known are ${apiNames().join(', ')}`,
    zh: `已知接口：${apiNames().join('、')}`,
  })
}

/** The APIs that code calls by `openapi.logistics.NAME(...)`, which no minifier shortens. */
function calledIn(code: string): string[] {
  const calls = [...code.matchAll(/\bopenapi\s*\??\.\s*logistics\s*\??\.\s*(\w+)/g)].map(([, it]) => `logistics.${it}`)
  return [...new Set(calls)].filter(isApiName)
}

function notDeclared(name: string, api: string, elsewhere: string | undefined): Finding {
  const place = elsewhere === undefined ? '' : `; ${elsewhere}/config.json does, but that counts for ${elsewhere} alone`
  const placeZh = elsewhere === undefined ? '' : `；它写在了 ${elsewhere}/config.json，只对 ${elsewhere} 生效`
  return wrong(
    `${name} calls ${api}, but ${name}/config.json does not declare it${place}`,
    `${name} 调用 ${api}，但 ${name}/config.json 没有声明${placeZh}`,
    {
      en: `add it: ${JSON.stringify({ permissions: { openapi: [api] } })}, ${UPLOAD.en}`,
      zh: `加上 ${JSON.stringify({ permissions: { openapi: [api] } })}，${UPLOAD.zh}`,
    },
  )
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
