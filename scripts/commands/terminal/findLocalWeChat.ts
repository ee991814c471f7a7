import { join } from 'node:path'
import * as v from 'valibot'
import type { ApiName } from '../../../cloudfunctions/openapi/apis'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { checkBaseUrl, isLoopback } from '../../../cloudfunctions/openapi/https/checkBaseUrl'
import { MessageError } from '../../../cloudfunctions/openapi/messages/Message'
import type { Example } from '../../emulator/service/examples'
import { defaultFixtures } from '../../emulator/state/defaultFixtures'
import { parseFixtures } from '../../emulator/state/Fixtures'
import type { MiniProgram } from '../../emulator/state/fixturesSchema'
import { readRegularFile } from '../../emulator/system/system'
import type { Say } from './language'
import { commandLine } from './language'
import type { OwnCommand } from './OwnCommand'
import { findProject, recordsFolder } from './project'

/** The options by which a command line names the WeChat to call and its mini program. */
interface Options {
  local?: true
  port?: number
  appid?: string
}

/** Where calls go, with which credentials; for the local WeChat, what to say about it. */
interface Target {
  appid: string
  secret: string
  baseUrl?: string
  used?: string
}

/** Returns whether the local WeChat is called. A port on the command line asks for it too. */
export function isLocal(program: OwnCommand): boolean {
  return program.opts<Options>().local ?? program.getOptionValueSource('port') === 'cli'
}

/**
 * Returns the local WeChat that a command line names.
 *
 * @throws MessageError if it does not run
 */
export function localWeChat(program: OwnCommand, env: NodeJS.ProcessEnv): Promise<Running> {
  const { WX_API_BASE: base, LOCAL_WECHAT_STATE: state } = env
  return findLocalWeChat(findProject(process.cwd()), { port: program.opts<Options>().port, base, state })
}

/**
 * Returns whom to call: the local WeChat, with what to say about it, or WeChat with the credentials of the environment.
 *
 * @throws MessageError if there is no local WeChat, or a variable is missing
 */
export async function targetOf(program: OwnCommand, say: Say, env: NodeJS.ProcessEnv): Promise<Target> {
  const given = program.opts<Options>().appid
  if (isLocal(program)) {
    const running = await localWeChat(program, env)
    const { appid, secret } = miniProgramOf(running, given)
    const { url, project } = running
    const used = say({
      en: `local WeChat at ${url} (${project ?? 'no project'}), mini program ${appid}`,
      zh: `本地模拟环境 ${url}（${project ?? '不属于任何项目'}），小程序 ${appid}`,
    })
    return { appid, secret, baseUrl: url, used }
  }
  const { WX_APPID, WX_SECRET: secret, WX_API_BASE: baseUrl } = env
  const appid = given || WX_APPID
  if (appid && secret) return { appid, secret, ...(baseUrl && { baseUrl: checkBaseUrl(baseUrl, 'WX_API_BASE') }) }
  throw new MessageError({
    en: 'set WX_APPID and WX_SECRET to the appid and the appsecret of your mini program; for the local WeChat, use --local',
    zh: '请把环境变量 WX_APPID 和 WX_SECRET 设为小程序的 AppID 和 AppSecret；调用本地模拟环境请用 --local',
  })
}

/** How long a local WeChat may take to say what it is, in milliseconds. */
const TIMEOUT_MS = 2000

const infoSchema = v.object({
  appid: v.string(),
  state: v.string(),
  project: v.nullable(v.string()),
  fixtures: v.object({ file: v.nullable(v.string()) }),
})

const exampleSchema = v.object({
  params: v.exactOptional(v.record(v.string(), v.unknown())),
  note: v.exactOptional(v.object({ en: v.string(), zh: v.string() })),
})

const collectionsSchema = v.object({ collections: v.array(v.object({ name: v.string() })) })

/** A local WeChat that runs. */
export type Running = v.InferOutput<typeof infoSchema> & { url: string }

/**
 * Finds the local WeChat that runs for a project, by the address in its folder of records. One that was killed leaves an
 * address at which nothing or something else responds, which is ignored.
 *
 * @param state LOCAL_WECHAT_STATE
 */
export async function runningFor(project: string | undefined, state?: string): Promise<Running | undefined> {
  const folder = recordsFolder(project, state)
  const url = addressIn(join(folder, 'holder.json'))
  const running = url === undefined ? undefined : await infoAt(url)
  return running?.state === folder ? running : undefined
}

/**
 * Finds the local WeChat to call: the one at a port, or at WX_API_BASE as `exec` sets it, or else the project's.
 *
 * @param base WX_API_BASE; an address of another machine is ignored
 * @param state LOCAL_WECHAT_STATE
 * @throws MessageError if it does not run
 */
export async function findLocalWeChat(
  project: string | undefined,
  { port, base, state }: { port: number | undefined; base: string | undefined; state: string | undefined },
): Promise<Running> {
  const url = port === undefined ? localAddress(base) : `http://127.0.0.1:${port}`
  const found = url === undefined ? await runningFor(project, state) : await infoAt(url)
  if (found) return found
  const where = url ?? project ?? process.cwd()
  throw new MessageError({
    en: `No local WeChat is running (${where}). Name the port of another one with --port, or start one:`,
    zh: `没有正在运行的本地模拟环境（${where}）。请用 --port 指定端口，或启动一个：`,
    code: commandLine('start'),
  })
}

/**
 * Returns a mini program of a local WeChat, with its secret, as the fixtures file says.
 *
 * @param appid of the mini program (default: the one of calls that name none)
 * @throws MessageError if there is no such mini program
 */
export function miniProgramOf({ url, fixtures, ...running }: Running, appid = running.appid): MiniProgram {
  const { miniPrograms } =
    fixtures.file === null ? defaultFixtures() : parseFixtures(readRegularFile(fixtures.file), fixtures.file)
  const found = miniPrograms.find((it) => it.appid === appid)
  if (found) return found
  const names = miniPrograms.map((it) => it.appid).join(', ')
  throw new MessageError({
    en: `The local WeChat at ${url} has no mini program ${appid}. It has: ${names}.`,
    zh: `${url} 的本地模拟环境里没有小程序 ${appid}，现有：${names}。`,
  })
}

/**
 * Returns example parameters of an API that a running local WeChat accepts.
 *
 * @param courier the courier of the example (default: any)
 */
export async function exampleAt(url: string, api: ApiName, courier?: string): Promise<Example> {
  const query = courier === undefined ? '' : `?${new URLSearchParams({ deliveryId: courier })}`
  const response = await fetch(`${url}/emulator/examples/${api}${query}`)
  return v.parse(exampleSchema, await response.json())
}

/** Returns the names of the collections of a running local WeChat. */
export async function collectionsAt(url: string): Promise<string[]> {
  const response = await fetch(`${url}/emulator/database`)
  return v.parse(collectionsSchema, await response.json()).collections.map((it) => it.name)
}

/** Returns the address in the file by which a folder of records names its process. */
function addressIn(file: string): string | undefined {
  try {
    return localAddress(readProperty(JSON.parse(readRegularFile(file)), 'url'))
  } catch {
    return undefined
  }
}

/** Returns an address if it is one of this machine's. */
function localAddress(url: unknown): string | undefined {
  if (typeof url !== 'string' || !URL.canParse(url)) return undefined
  const { protocol, hostname } = new URL(url)
  return protocol === 'http:' && isLoopback(hostname) ? url : undefined
}

async function infoAt(url: string): Promise<Running | undefined> {
  try {
    const response = await fetch(`${url}/emulator/info`, { signal: AbortSignal.timeout(TIMEOUT_MS) })
    return { ...v.parse(infoSchema, await response.json()), url }
  } catch {
    return undefined
  }
}
