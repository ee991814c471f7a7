import { checkBaseUrl } from '../../../cloudfunctions/openapi/https/checkBaseUrl'
import { MessageError } from '../../../cloudfunctions/openapi/messages/Message'
import { findLocalWeChat, miniProgramOf, type Running } from './findLocalWeChat'
import type { Say } from './language'
import type { OwnCommand } from './OwnCommand'
import { findProject } from './project'

/** The options by which a command line names the WeChat to call and its mini program. */
interface Options {
  local?: true
  port?: number
  appid?: string
}

/** Where calls go, with which credentials; for the local WeChat, what to say about it. */
export interface Target {
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
