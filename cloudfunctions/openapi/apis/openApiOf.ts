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
  const openapi: Group = {}
  for (const name of apiNames()) {
    const groups = name.split('.')
    const method = groups.pop() ?? ''
    let group = openapi
    for (const it of groups) group = group[it] ??= {}
    Object.assign(group, { [method]: (params?: unknown) => call(apis[name], params) })
  }
  return openapi
}

interface Group {
  [name: string]: Group
}
