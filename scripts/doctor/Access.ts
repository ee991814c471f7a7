import type { OpenApi } from '../../cloudfunctions/openapi/apis'
import { createOpenApi } from '../../cloudfunctions/openapi/createOpenApi'
import { Failure, withinTime } from '../../cloudfunctions/openapi/https/Failure'
import { send } from '../../cloudfunctions/openapi/https/send'

/** What a token of the mini program gives access to. */
export interface Access {
  openapi: OpenApi
  /**
   * Calls a deployed function as a server does. Resolves to what the function returned, or undefined if that is not JSON.
   *
   * @throws Failure if WeChat does not respond, or responds with an error
   */
  invoke(name: string, data: object): Promise<unknown>
}

/** How long to wait for a function, in milliseconds. WeChat stops such a call after 5 s. */
const INVOKE_MS = 10_000

/**
 * Gives access to a mini program.
 *
 * @param baseUrl the address of WeChat
 * @param token an access_token
 * @param envId the environment whose functions are called
 */
export function accessWith(baseUrl: string, token: string, envId = ''): Access {
  return {
    openapi: createOpenApi({ getAccessToken: () => token, baseUrl }),
    invoke: async (name, data) => {
      const url = new URL(`${baseUrl}/tcb/invokecloudfunction`)
      url.search = String(new URLSearchParams({ access_token: token, env: envId, name }))
      const request = { verb: 'POST', url, body: data, success: 'errcode', secrets: [token] } as const
      const { errcode, errmsg, fields } = await withinTime(INVOKE_MS, (signal) => send(fetch, request, signal))
      if (errcode !== 0) throw new Failure(errcode, errmsg, 'answered')
      try {
        return JSON.parse(String(fields.resp_data))
      } catch {
        return undefined
      }
    },
  }
}
