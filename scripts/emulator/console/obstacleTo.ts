import type { Text } from '../../../cloudfunctions/openapi/codes/Code'
import type { LoggedCall } from '../control/CallLog'
import type { DescribedApi } from '../routes/describeApis'

const NOT_WHOLE: Text = {
  en: 'The log does not keep all that was sent in this call, so it can be neither copied nor made again here.',
  zh: '调用记录没有保留这次调用发送的全部内容，所以不能复制，也不能再次调用。',
}
const PUSHED: Text = {
  en: 'WeChat alone pushes, when a review is decided or a parcel moves.',
  zh: '推送只由微信发出：审核有结果或运单有变化时。',
}
const other = (appid = '?'): Text => ({
  en: `It was made for ${appid}. What is called from here is the first mini program's, so it cannot be made again here.`,
  zh: `这次调用属于 ${appid}；从这里只能以第一个小程序的身份调用，所以不能再次调用。`,
})

/** What CallLog writes in the place of what is long, many or deep. */
const CUT = /\.\.\. \(\d+ characters\)"|"\.\.\.":|"(\[\.\.\.\]|\{\.\.\.\})"/

/**
 * Why a call cannot be made once more as it was; undefined where it can.
 *
 * @param call as the log has it
 * @param apis of the registry
 * @param appid of the mini program as which the local WeChat takes calls that name none
 */
export function obstacleTo(
  call: LoggedCall,
  apis: readonly DescribedApi[],
  appid: string | undefined,
): Text | undefined {
  if (call.channel === 'push') return PUSHED
  if (!isWhole(call, apis)) return NOT_WHOLE
  return call.channel !== 'https' && call.appid !== appid ? other(call.appid) : undefined
}

/** Of what is not in the registry a call's query is not logged, or the values are blanked. */
function isWhole({ channel, api, wireParams }: LoggedCall, apis: readonly DescribedApi[]): boolean {
  if (CUT.test(JSON.stringify([api, wireParams]))) return false
  if (channel === 'function') return true
  const known = apis.find(({ name }) => name === api)
  if (channel === 'cloud') return known !== undefined
  if (known?.https.verb === 'GET') return true
  // Without any, it was no POST, or its body no JSON.
  return (known !== undefined || api === 'stable_token') && Object.keys(wireParams).length > 0
}
