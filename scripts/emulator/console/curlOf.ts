import type { LoggedCall } from '../control/CallLog'
import type { DescribedApi } from '../routes/describeApis'

const BLANK = '***'

/**
 * A call as a line for a shell, with `***` where a secret is to be filled in.
 *
 * @param call as the log has it, to which there is no obstacle
 * @param apis of the registry
 * @param url of the local WeChat
 */
export function curlOf(call: LoggedCall, apis: readonly DescribedApi[], url: string): string {
  const { channel, api, wireParams, openid, source } = call
  const json = JSON.stringify(wireParams)
  if (channel === 'function') {
    const headers = [
      ...(openid ? [`x-wx-openid: ${openid}`] : []),
      ...(source ? [`x-wx-source: ${source}`] : ['x-wx-source: none']),
    ]
    return curl(headers, json, `${url}/functions/${encodeURIComponent(api)}`)
  }
  if (channel === 'cloud') {
    return curl([], JSON.stringify({ action: 'wx.api', apiName: api, requestData: json }), `${url}/admin`)
  }
  const https = apis.find(({ name }) => name === api)?.https
  if (!https) return curl([], json, `${url}/cgi-bin/${api}`)
  return curl([], https.verb === 'GET' ? undefined : json, `${url}${https.path}?access_token=${BLANK}`)
}

function curl(headers: readonly string[], body: string | undefined, url: string): string {
  return [
    'curl',
    ...(body === undefined ? [] : ['content-type: application/json', ...headers].map((it) => `-H ${quoted(it)}`)),
    ...(body === undefined ? [] : [`-d ${quoted(body)}`]),
    quoted(url),
  ].join(' \\\n  ')
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
