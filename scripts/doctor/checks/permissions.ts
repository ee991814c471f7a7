import { relative } from 'node:path'
import { join } from 'node:path/posix'
import { apiNames, apis, isApiName } from '../../../cloudfunctions/openapi/apis'
import { messageOf, readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { isObject } from '../../../cloudfunctions/openapi/names/isObject'
import { nearest } from '../../../cloudfunctions/openapi/names/nearest'
import { meantBy } from '../../emulator/state/nameMistake'
import { commandLine } from '../../start/language'
import { readProjectFile } from '../../start/project'
import { type Finding, note, right, wrong } from '../Finding'
import { type Project, type ProjectFunction, readJson, type Source } from '../Project'

/** The keys of a config.json: https://developers.weixin.qq.com/miniprogram/dev/wxcloudservice/wxcloud/guide/openapi/openapi.html */
const KEYS = ['permissions', 'triggers']

/** APIs of the same family for a courier's mini program (物流助手, 运力使用). */
const COURIERS_OWN: readonly string[] = ['updateBusiness', 'updatePath', 'previewTemplate', 'getContact'].map(
  (it) => `logistics.${it}`,
)

/** Compares the APIs that each function's config.json declares with those that its code calls. */
export function permissions(project: Project): Finding[] {
  const declarations = project.functions.map((it) => ({ ...it, ...declarationOf(it) }))
  const findings = declarations.flatMap(({ name, sources, names, mistakes, isRead }) => {
    const wrongs = [...mistakes]
    for (const [api, path] of firstCallers(sources)) {
      const other = declarations.find((it) => it.names.includes(api))?.name
      if (isRead && !names.includes(api)) wrongs.push(...notDeclared(name, path, api, other))
    }
    const unused = names.filter((api) => isNeverCalled(api, sources))
    const used = wrongs.length > 0 ? [] : names.filter((api) => !unused.includes(api))
    return [
      ...wrongs,
      ...(used.length === 0
        ? []
        : [right(`${name}/config.json declares ${used.join(', ')}`, `${name}/config.json 已声明 ${used.join('、')}`)]),
      ...unused.map((api) => neverCalled(name, api)),
      ...sources.flatMap((source) => unknownCalls(name, source)),
    ]
  })
  return [...findings, ...misplaced(project)]
}

/** Returns the first file that calls each API. */
function firstCallers(sources: readonly Source[]): Map<string, string> {
  return new Map(sources.flatMap(({ path, apis }) => apis.map((api) => [api, path] as const)).reverse())
}

/** Whether a declared API is certainly not called. A name with a mistake has a finding already. */
function isNeverCalled(api: string, sources: readonly Source[]): boolean {
  const mayCall = ({ mistake, apis, unknown }: Source) =>
    mistake !== undefined ||
    apis.includes(api) ||
    unknown.some(({ group }) => `${api}.`.startsWith(group && `${group}.`))
  return /^\w+\.\w+$/.test(api) && nameFinding('', api).length === 0 && !sources.some(mayCall)
}

function neverCalled(name: string, api: string): Finding {
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
    const what = group === '' ? 'cloud.openapi' : `cloud.openapi.${group}`
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

/** Reads the APIs that a config.json declares, and finds mistakes in it. */
function declarationOf({ name, dir }: ProjectFunction): {
  names: readonly string[]
  mistakes: Finding[]
  /** Whether the names could be read. */
  isRead: boolean
} {
  const file = join(name, 'config.json')
  try {
    const config = readJson(`${dir}/config.json`)
    if (config === undefined) return { names: [], mistakes: [], isRead: true }
    const names = namesIn(config)
    if (names === undefined) return { names: [], mistakes: [misshapen(file, config)], isRead: false }
    const keys = [...misspelt(file, config, KEYS), ...misspelt(file, readProperty(config, 'permissions'), ['openapi'])]
    return { names, mistakes: [...keys, ...names.flatMap((it) => nameFinding(file, it))], isRead: true }
  } catch (error) {
    const message = messageOf(error)
    const next = { en: 'fix it', zh: '请改正' }
    return {
      names: [],
      isRead: false,
      mistakes: [wrong(`${file} is not valid JSON: ${message}`, `${file} 不是合法的 JSON：${message}`, next)],
    }
  }
}

/** Returns the names under permissions.openapi, or undefined if WeChat cannot read the form. */
function namesIn(config: unknown): string[] | undefined {
  const permissions = readProperty(config, 'permissions')
  if (!isObject(config) || (permissions !== undefined && !isObject(permissions))) return undefined
  if (permissions === undefined && Object.hasOwn(config, 'openapi')) return undefined
  const openapi = readProperty(permissions, 'openapi')
  if (openapi === undefined) return []
  return Array.isArray(openapi) && openapi.every((it) => typeof it === 'string') ? openapi : undefined
}

function misshapen(file: string, config: unknown): Finding {
  const meant = [...new Set(JSON.stringify(config).match(/\blogistics\.\w+/g))]
  return wrong(
    `${file} declares its APIs in a form that WeChat does not read`,
    `${file} 的接口声明格式不对`,
    write(formOf(...(meant.length > 0 ? meant : ['logistics.bindAccount']))),
  )
}

function misspelt(file: string, object: unknown, known: readonly string[]): Finding[] {
  return Object.keys(Object(object)).flatMap((name) => {
    const near = known.includes(name) ? undefined : nearest(name, known)
    return near === undefined ? [] : [misnamed(file, name, near)]
  })
}

/** Checks the name of an API. Names of other groups are not checked. */
function nameFinding(file: string, name: string): Finding[] {
  if (isApiName(name)) {
    if (apis[name].cloud) return []
    const command = commandLine(`call ${name.split('.')[1]}`)
    const next = { en: `call it over HTTPS: ${command}`, zh: `请改用 HTTPS 调用：${command}` }
    return [wrong(`${file}: WeChat does not offer ${name} to functions`, `${file}：${name} 不支持云调用`, next)]
  }
  const bare = name.replace(/^openapi\./, '')
  const near = isApiName(bare) ? bare : meantBy(bare)
  if (near !== undefined) return [misnamed(file, name, near)]
  return bare.startsWith('logistics.') && !COURIERS_OWN.includes(bare) ? [unknownName(file, name)] : []
}

function misnamed(file: string, name: string, near: string): Finding {
  const [wrongName, rightName] = [JSON.stringify(name), JSON.stringify(near)]
  return wrong(`${file}: ${wrongName} is misspelt`, `${file}：${wrongName} 写错了`, write(rightName))
}

function unknownName(file: string, name: string): Finding {
  // A prefix such as `logistics.bind` is too short for an edit distance.
  const longer = apiNames().find((it) => it.toLowerCase().startsWith(name.toLowerCase()))
  const near = nearest(name, apiNames()) ?? longer
  return note(`${file}: unknown API ${JSON.stringify(name)}`, `${file}：不认识接口 ${JSON.stringify(name)}`, {
    en: `${near === undefined ? '' : `did you mean ${near}? `}known APIs: ${apiNames().join(', ')}`,
    zh: `${near === undefined ? '' : `是不是 ${near}？`}已知接口：${apiNames().join('、')}`,
  })
}

function notDeclared(name: string, path: string, api: string, other: string | undefined): Finding[] {
  const caller = join(name, path)
  const mistakes = nameFinding(caller, api)
  if (mistakes.length > 0) return mistakes
  const place = other === undefined ? '' : `; ${other}/config.json declares it, but that is valid for ${other} only`
  const placeZh = other === undefined ? '' : `；它写在了 ${other}/config.json，只对 ${other} 生效`
  return [
    wrong(
      `${caller} calls ${api}, but ${name}/config.json does not declare it${place}`,
      `${caller} 调用 ${api}，但 ${name}/config.json 没有声明${placeZh}`,
      write(formOf(api), { en: 'add it: ', zh: '加上 ' }),
    ),
  ]
}

function formOf(...openapi: string[]): string {
  return JSON.stringify({ permissions: { openapi } })
}

function write(text: string, verb = { en: 'write ', zh: '改为 ' }) {
  return {
    en: `${verb.en}${text}, then upload the function from the developer tools`,
    zh: `${verb.zh}${text}，然后用开发者工具重新上传该云函数`,
  }
}

/** Finds a config.json that is beside the functions instead of in one. */
function misplaced({ dir, root }: Project): Finding[] {
  if (root === undefined || !readProjectFile(`${root}/config.json`)?.includes('permissions')) return []
  const file = `${relative(dir, root)}/config.json`
  return [
    wrong(`${file} has no effect on any function`, `${file} 对任何云函数都不生效`, {
      en: 'give each function its own config.json, beside its index.js',
      zh: '每个云函数各有一份 config.json，放在 index.js 旁边',
    }),
  ]
}
