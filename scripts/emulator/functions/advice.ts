import { existsSync } from 'node:fs'
import { type ApiName, apis } from '../../../cloudfunctions/openapi/apis'
import type { Api } from '../../../cloudfunctions/openapi/apis/Api'
import { meaningOf } from '../../../cloudfunctions/openapi/apis/meaningOf'
import type { Meaning } from '../../../cloudfunctions/openapi/codes/Code'
import { isOpenApiError } from '../../../cloudfunctions/openapi/errors/OpenApiError'
import {
  type Advice,
  joined,
  type Message,
  messageOf,
  type Pair,
} from '../../../cloudfunctions/openapi/messages/Message'
import { toCamelCase } from '../../../cloudfunctions/openapi/names/convertCase'
import { lastSource } from '../../../cloudfunctions/openapi/names/lastSource'
import { nearest } from '../../../cloudfunctions/openapi/names/nearest'
import { toWireParams } from '../../../cloudfunctions/openapi/params/toWireParams'
import { quoted, word } from '../system/quoted'
import { readRegularFile } from '../system/system'
import { dependenciesOf } from './functionPackage'
import { howToLoad, missingModule } from './howToLoad'
import { type Caller, type Returned, TIMER } from './invocation'
import { isPath, packageName } from './LoadingRule'

/** Matches the errors of Node before 20.19 for an ES module (versions: docs.cloudbase.net/cloud-function/runtime-support). */
export const ES_MODULE_REFUSED =
  /Cannot use import statement outside a module|Unexpected token 'export'|require\(\) of ES Module|ERR_REQUIRE_ESM/

/** Advice for a function that exports nothing. */
export const EXPORT_MAIN: Advice = {
  en: 'Write:',
  zh: '请写上：',
  code: 'exports.main = async (event, context) => { ... }',
}

/** Advice for a function that is written as an ES module. */
export const ES_MODULE: Message = {
  en: "index.js is an ES module, which WeChat's Node before 20.19 (default: 16.13) cannot load: use require and exports.main, or build to CommonJS.",
  zh: 'index.js 是 ES 模块，微信云函数的 Node（默认 16.13，20.19 之前）无法加载：请改用 require 和 exports.main，或构建为 CommonJS',
}

/** Advice for a function that writes to its process's channel. */
export const STRAY_WRITE: Message = {
  en: 'Ignored what the function wrote to file descriptor 3 or 4. The local WeChat uses them; write to files, stdout or stderr instead.',
  zh: '已忽略云函数写入文件描述符 3 或 4 的内容：它们由本地模拟环境使用，请写入文件、stdout 或 stderr',
}

/** Advice for a function that calls process.send, which does not exist: assumed#process-send */
const NO_PROCESS_SEND: Message = {
  en: 'Check that process.send exists before calling it: a function has no parent process to send messages to.',
  zh: '云函数没有可以发送消息的父进程：请先判断 process.send 是否存在',
}

/**
 * Returns advice for a function that does not exist.
 *
 * @param dir the folder of the functions
 * @param name the name that was called
 * @param names the functions that exist
 */
export function howToFind(dir: string, name: string, names: readonly string[]): Message {
  const near = nearest(name, names)
  const [en, zh] = near === undefined ? ['', ''] : [`; did you mean ${near}?`, `，是不是 ${near}？`]
  return {
    en: `${dir} has ${names.join(', ') || 'no function'}${en || '.'} A function is a folder with an index.js: build TypeScript first. If your functions are in another folder now, start again.`,
    zh: `${dir} 里${names.length > 0 ? `有 ${names.join('、')}` : '没有云函数'}${zh || '。'}云函数是含有 index.js 的目录，TypeScript 请先构建；云函数目录变了请重新启动`,
  }
}

/**
 * Returns how to allow a function to call APIs that its config.json does not declare.
 *
 * @param path the path of the function's config.json
 * @example
 * howToPermit('/shop/cloudfunctions/bind/config.json', ['logistics.bindAccount'])
 */
export function howToPermit(path: string, apis: readonly string[]): Advice {
  if (existsSync(path)) {
    if (!isJson(path))
      return {
        en: `${path} is not valid JSON. Fix it, then call again.`,
        zh: `${path} 不是合法的 JSON，请改正后重新调用`,
      }
    const names = apis.map((it) => JSON.stringify(it))
    return {
      en: `Add ${names.join(', ')} to permissions.openapi in ${path}.`,
      zh: `请在 ${path} 的 permissions.openapi 中加上 ${names.join('、')}`,
    }
  }
  return {
    en: `Write ${path}:`,
    zh: `请新建 ${path}，内容：`,
    code: JSON.stringify({ permissions: { openapi: apis } }),
  }
}

function isJson(path: string): boolean {
  try {
    JSON.parse(readRegularFile(path))
    return true
  } catch {
    return false
  }
}

/**
 * Returns advice for an error that a function usually throws because of something missing; undefined for other errors.
 *
 * @param error the error as a string, `Error: Cannot find module 'dayjs'`
 * @param dir the function's folder
 */
export function nextStep(error: string, dir: string): Advice | undefined {
  const missing = missingModule(error, dir)
  if (missing)
    return howToLoad(missing, dir) ?? (isPath(missing.request) ? undefined : howToInstall(missing.request, dir))
  if (error.includes('index.js exports no function main')) return EXPORT_MAIN
  if (error.includes('process.send is not a function')) return NO_PROCESS_SEND
  return ES_MODULE_REFUSED.test(error) ? ES_MODULE : undefined
}

/**
 * Returns how to install a package that is missing.
 *
 * @param module the package, or a file in it
 * @param dir the function's folder
 */
export function howToInstall(module: string, dir: string): Advice {
  const name = packageName(module)
  // `cd` and `&&` do not work in every shell of Windows.
  const install = `npm install --prefix ${quoted(dir)}`
  const code = dependenciesOf(dir).has(name) ? install : `${install} ${word(name)}`
  return { en: 'Run:', zh: '请运行：', code }
}

/**
 * Returns how a user becomes an admin of this local WeChat, if a function has refused the user because ADMIN_OPENIDS does
 * not list the id; undefined otherwise.
 *
 * @param answer what the function returned
 */
export function howToAdmit({ openid }: Caller, { json, resultCode }: Returned): Advice | undefined {
  if (openid === undefined || resultCode !== -401001 || !json.includes('ADMIN_OPENIDS')) return undefined
  return {
    en: 'For the local WeChat, start again with this environment variable:',
    zh: '在本地，请设置这个环境变量，再重新启动本地模拟环境：',
    code: `ADMIN_OPENIDS=${word(openid)}`,
  }
}

/** Why the sources that have a name get no ticket, by the last member of the chain. */
const NO_TICKET: Readonly<Record<string, Message>> = {
  '': {
    en: 'WeChat gives none to a test in the cloud console',
    zh: '在云开发控制台里测试云函数时，微信不提供云调用凭证',
  },
  scf: {
    en: 'WeChat gives none to a function that another function called (assumed where the mini program called the first one; --allow-nested-openapi allows it here)',
    zh: '云函数被另一个云函数调用时，微信不提供云调用凭证（最初由小程序调用时亦然，属推断；--allow-nested-openapi 可在本地放行）',
  },
  [TIMER]: {
    en: 'WeChat gives one only to a timer that config.json lists in "triggers", uploaded with the developer tools',
    zh: '只有在 config.json 的 triggers 中声明、并用开发者工具上传的定时触发器，微信才提供云调用凭证',
  },
  wx_delaytask: {
    en: 'WeChat gives none to a delayed task (assumed)',
    zh: '延时任务触发时，微信不提供云调用凭证（推断）',
  },
}

/**
 * Explains why WeChat gives an invocation no ticket, and whether that is documented or assumed.
 *
 * @param invocation undefined for a program that is not a function
 * @example
 * whyNoTicket({ appid, source: undefined }).en // 'WeChat gives none to a test in the cloud console'
 */
export function whyNoTicket(invocation: Caller | undefined): Message {
  if (invocation === undefined) {
    return {
      en: 'a program that is not a function has none: run it with the command exec',
      zh: '不是云函数的程序没有云调用凭证（wxCloudApiToken）：请用 exec 命令运行',
    }
  }
  const { source = '' } = invocation
  const last = lastSource(source)
  return (
    NO_TICKET[last] ?? {
      en: `WeChat gives none to an invocation from ${JSON.stringify(source)} (assumed)`,
      zh: `来源为 ${JSON.stringify(source)} 的调用，微信不提供云调用凭证（推断）`,
    }
  )
}

/**
 * Returns what a function of this project would have said about a cloud call that WeChat refused: the parameter that it would
 * have rejected, or else what the local WeChat knows, or the usual cause of the code. It contains no value of a parameter.
 *
 * @param name the API
 * @param wireParams as WeChat received them; the SDK has converted `bizID` to `biz_i_d`
 * @param errcode WeChat's code
 * @param why why the local WeChat refused the call, if its code has several causes
 * @example
 * hintOf('logistics.getQuota', { delivery_id: 'YTO', biz_i_d: '1' }, 40097)?.en
 * // 'Check the parameters: parameter.bizID is unknown, did you mean "bizId"? (known: deliveryId, bizId).'
 */
export function hintOf(
  name: ApiName,
  wireParams: Readonly<Record<string, unknown>>,
  errcode: number,
  why?: Message,
): Message | undefined {
  const api: Api = apis[name]
  const mistake = mistakeIn(api, wireParams)
  if (mistake) return { en: `Check the parameters: ${mistake.en}.`, zh: `请检查参数：${mistake.zh}` }
  if (why) return why
  const { cause, next } = localMeaningOf(errcode, name)
  const both = [cause, next].filter((it) => it !== undefined)
  if (both.length === 0) return undefined
  const { en, zh } = joined(both)
  return { en: `${en}.`, zh }
}

function mistakeIn(api: Api, wireParams: Readonly<Record<string, unknown>>): Message | undefined {
  try {
    toWireParams(api, toCamelCase(wireParams))
    return undefined
  } catch (error) {
    // A RangeError if the parameters are nested deeper than the stack allows.
    return isOpenApiError(error) ? error.reason : undefined
  }
}

/**
 * Functions that WeChat's platform makes, so that no project has their code, with the result that a stub proposes: assumed#platform-functions
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/wechatpay/workflow.html
 */
const PLATFORM_FUNCTIONS: Readonly<Record<string, Message & { result: object }>> = {
  cloudbase_module: {
    en: "the gateway of the platform's workflows, called with { name: FLOW, data }",
    zh: '平台的工作流入口，以 { name: 工作流标识, data } 调用',
    result: { data: {} },
  },
  wxpayFunctions: {
    en: 'the payment template of the cloud console',
    zh: '云开发控制台的微信支付模板',
    result: { code: 0, data: {} },
  },
  'lowcode-automation': {
    en: "a function of the platform's workflows",
    zh: '平台工作流的云函数',
    result: { data: {} },
  },
  'lowcode-datasource': {
    en: "a function of the platform's data sources",
    zh: '平台数据源的云函数',
    result: { data: {} },
  },
}

/** Checks whether the platform makes a function of this name. A stub can answer for it. */
export function isPlatformFunction(name: string): boolean {
  return Object.keys(PLATFORM_FUNCTIONS).includes(name)
}

/** Returns what a function is that the platform makes, with a stub that answers for it; undefined for any other name. */
export function howToReplace(name: string): Message | undefined {
  const known = isPlatformFunction(name) ? PLATFORM_FUNCTIONS[name] : undefined
  if (!known) return undefined
  const stub = JSON.stringify({ api: name, answer: known.result })
  return {
    en: `${name} is ${known.en}. It exists only in the cloud: give it a stub in local-wechat.json or by PUT /emulator/stubs: ${stub}`,
    zh: `${name} 是${known.zh}，只存在于云端。可在 local-wechat.json 中或用 PUT /emulator/stubs 设置模拟返回：${stub}`,
  }
}

const IN_NOTE: Pair = ['the note of the API call says which', '见接口调用的说明']

/** The one cause that a code has here, where the usual causes and advice are those of production. */
const CAUSES: Readonly<Record<number, Pair>> = {
  40001: [
    'not issued since the last start or reset, or replaced by a newer one',
    '不是上次启动或重置后签发的，或已被新的取代',
  ],
  40013: ['the fixtures have no mini program with this appid', '初始数据里没有这个 AppID 的小程序'],
  40097: IN_NOTE,
  40125: ['the mini program has another secret in the fixtures', '初始数据里该小程序的 secret 不同'],
  42001: ['its lifetime is over', '已过有效期'],
  9300501: IN_NOTE,
  9300531: IN_NOTE,
  [-504002]: ['the errMsg says why', '原因见 errMsg'],
  [-504003]: [
    'the time limit: timeout in config.json, or --time-limit',
    '时限：config.json 的 timeout，或 --time-limit',
  ],
}

/** Returns what a code means in a call of the local WeChat. */
export function localMeaningOf(errCode: number, api?: string): Meaning {
  const known = CAUSES[errCode]
  const { next, ...usual } = meaningOf(errCode, api)
  return known
    ? { ...usual, cause: messageOf(known), ...(usual.outcomeUnknown && next && { next }) }
    : { ...usual, ...(next && { next }) }
}
