import * as v from 'valibot'
import { Refusal } from '../Refusal'
import { decodeCloudCall, OPEN_API } from './commApi'
import type { CloudCall, FunctionCall } from './requestSchema'

type WireParams = Record<string, unknown>

/**
 * Reads what a cloud call sends.
 *
 * @throws Refusal
 */
export function readCloudCall(call: CloudCall): { apiType: number; wireParams: WireParams } {
  return read(() =>
    call.action === 'wx.openApi'
      ? readPairs(call.requestData)
      : { apiType: OPEN_API, wireParams: readObject(call.requestData) },
  )
}

/**
 * Reads the data that a function is called with.
 *
 * @throws Refusal
 */
export function readFunctionData({ request_data }: FunctionCall): unknown {
  return read(() => (request_data === '' ? {} : JSON.parse(request_data)))
}

/** What cannot be read was not written by an SDK. The messages of JSON.parse and valibot would quote it, a password perhaps. */
export function unreadable(error: unknown): never {
  const quotes = error instanceof SyntaxError || error instanceof v.ValiError
  throw new Refusal(400, quotes ? 'a parameter is not valid JSON' : String(error))
}

function read<T>(reading: () => T): T {
  try {
    return reading()
  } catch (error) {
    return unreadable(error)
  }
}

/** The parameters of `cloud.openapi`: JSON text, or bytes of a type. */
function readPairs(requestData: Buffer): { apiType: number; wireParams: WireParams } {
  const { apiType, openapiData } = decodeCloudCall(requestData)
  const params = openapiData.pairs.map(({ key, value, contenttype }) => [
    key,
    contenttype ? value : JSON.parse(Buffer.from(value).toString()),
  ])
  return { apiType, wireParams: Object.fromEntries(params) }
}

/** The parameters of `cloud.callOpenAPI`, which converts no names. */
function readObject(requestData: string): WireParams {
  return v.parse(v.record(v.string(), v.unknown()), JSON.parse(requestData || '{}'))
}
