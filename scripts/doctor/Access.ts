import type { OpenApi } from '../../cloudfunctions/openapi/apis'
import { createOpenApi } from '../../cloudfunctions/openapi/https/createOpenApi'
import { withinTime } from '../../cloudfunctions/openapi/https/Failure'
import { send, type WeChatAnswer } from '../../cloudfunctions/openapi/https/send'

/** What a token of the mini program's opens. */
export interface Access {
  openapi: OpenApi
  /**
   * Calls a deployed function as a server does.
   *
   * @throws Failure where there is no answer of WeChat's
   */
  invoke(name: string, data: object): Promise<WeChatAnswer>
}

/** WeChat ends such a call after 5 s. */
const INVOKE_MS = 10_000

/**
 * @param baseUrl the address of WeChat
 * @param token an access_token
 * @param envId of the environment whose functions are called
 */
export function accessWith(baseUrl: string, token: string, envId = ''): Access {
  return {
    openapi: createOpenApi({ getAccessToken: () => token, baseUrl }),
    invoke: (name, data) => {
      const url = new URL(`${baseUrl}/tcb/invokecloudfunction`)
      for (const [key, value] of Object.entries({ access_token: token, env: envId, name }))
        url.searchParams.set(key, value)
      const request = { verb: 'POST', url, body: data, success: 'errcode', secrets: [token] } as const
      return withinTime(INVOKE_MS, (signal) => send(fetch, request, signal))
    },
  }
}

/** What a function returned; undefined where it is no JSON. */
export function resultIn({ resp_data: json }: WeChatAnswer['fields']): unknown {
  try {
    return JSON.parse(String(json))
  } catch {
    return undefined
  }
}
