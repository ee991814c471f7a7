import type { Runner } from '../../functions/Runner'
import type { Body } from '../../service/behaviours/Behaviour'
import { WeChatError } from '../../service/WeChatError'

/**
 * Handles `POST /tcb/invokecloudfunction?env=ENV&name=NAME`: a server calls a function, which then has no end user. Any
 * environment is accepted. Codes of a failed or missing function, and no limit of 5 s: assumed#invoke-failures
 *
 * @param data the function's event
 * @param appid the mini program's whose token came along
 * @see https://developers.weixin.qq.com/miniprogram/dev/wxcloudservice/wxcloud/reference-http-api/functions/invokeCloudFunction.html
 */
export async function invokeCloudFunction(
  runner: Runner,
  { env, name }: Readonly<Record<string, string | undefined>>,
  data: Body,
  appid: string,
): Promise<Body> {
  if (!env || !name) throw new WeChatError(40101)
  const answer = await runner.call(name, data, { appid, source: 'wx_http' })
  if ('errCode' in answer) throw new WeChatError(answer.errCode, answer.reason)
  return { errcode: 0, errmsg: 'ok', resp_data: answer.json }
}
