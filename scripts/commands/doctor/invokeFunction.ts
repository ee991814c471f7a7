import { Failure, withinTime } from '../../../cloudfunctions/openapi/https/Failure'
import { send } from '../../../cloudfunctions/openapi/https/send'

/** How long to wait for a function, in milliseconds. WeChat stops such a call after 5 s. */
const TIMEOUT_MS = 10_000

/**
 * Calls a deployed function as a server does. Resolves to what the function returned, or undefined if that is not JSON.
 *
 * @param baseUrl the address of WeChat
 * @param token an access_token
 * @param envId the environment of the function
 * @throws Failure if WeChat does not respond, or responds with an error
 */
export async function invokeFunction(
  baseUrl: string,
  token: string,
  envId: string,
  name: string,
  data: object,
): Promise<unknown> {
  const url = new URL(`${baseUrl}/tcb/invokecloudfunction`)
  url.search = String(new URLSearchParams({ access_token: token, env: envId, name }))
  const request = { verb: 'POST', url, body: data, success: 'errcode', secrets: [token] } as const
  const { errcode, errmsg, fields } = await withinTime(TIMEOUT_MS, (signal) => send(fetch, request, signal))
  if (errcode !== 0) throw new Failure(errcode, errmsg, 'answered')
  try {
    return JSON.parse(String(fields.resp_data))
  } catch {
    return undefined
  }
}
