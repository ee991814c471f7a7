import type { Runner } from '../../functions/Runner'
import type { Body } from '../../service/behaviours/Behaviour'
import { WeChatError } from '../../service/WeChatError'

/**
 * What `POST /tcb/invokecloudfunction?env=ENV&name=NAME` does: a server calls a function, which then has no end user. Any
 * environment is taken. How a function that fails or is not there is told is assumed; WeChat's limit of 5 s is not kept.
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
