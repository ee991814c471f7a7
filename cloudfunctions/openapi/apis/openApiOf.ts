import { apiNames, apis, type OpenApi } from '.'
import type { Api, OpenApiResult } from './Api'

/** Calls an API. */
export type CallApi = (api: Api, params?: unknown) => Promise<OpenApiResult>

/**
 * Makes the `openapi` of the registry: each of its functions calls one API.
 *
 * @example
 * openApiOf(createCall(options)).logistics.getAllAccount()
 */
export function openApiOf(call: CallApi): OpenApi
export function openApiOf(call: CallApi): object {
  const groups: Record<string, Record<string, unknown>> = {}
  for (const name of apiNames()) {
    const [group = '', method = ''] = name.split('.')
    groups[group] = { ...groups[group], [method]: (params?: unknown) => call(apis[name], params) }
  }
  return groups
}
