import { buffer } from 'node:stream/consumers'
import { finished } from 'node:stream/promises'
import Busboy from '@fastify/busboy'
import * as v from 'valibot'
import { inBoth } from '../../../../cloudfunctions/openapi/messages/Message'
import { HttpError } from '../responses'
import { decodeCloudCall, OPEN_API } from './commApi'

/**
 * The ticket of the caller, empty without one; SDKs send the second field if the first one is empty (@cloudbase/node-sdk
 * 3.17.2, src/utils/wxCloudToken.ts). tcb-admin-node 1.4 sends neither for a database or storage. The session token is
 * TENCENTCLOUD_SESSIONTOKEN.
 */
const tokens = {
  wxCloudApiToken: v.optional(v.string()),
  wxCloudbaseAccesstoken: v.optional(v.string()),
  sessionToken: v.optional(v.string(), ''),
}

/** `cloud.openapi` */
const openApi = v.object({
  action: v.literal('wx.openApi'),
  apiName: v.string(),
  requestData: v.instance(Buffer),
  ...tokens,
})

/** `cloud.callOpenAPI`, its predecessor. */
const callOpenApi = v.object({
  action: v.literal('wx.api'),
  apiName: v.string(),
  requestData: v.optional(v.string(), ''),
  ...tokens,
})

/** `cloud.callFunction` */
const invokeFunction = v.object({
  action: v.literal('functions.invokeFunction'),
  function_name: v.string(),
  request_data: v.optional(v.string(), ''),
  ...tokens,
})

/** The simulated actions. SDKs also send other fields, depending on their version. */
export const requestSchema = v.variant('action', [openApi, callOpenApi, invokeFunction])

/** Checks whether an action is simulated. */
export function isSimulated(action: string): boolean {
  return requestSchema.options.some((it) => it.entries.action.literal === action)
}

/**
 * Any other action: `database.getDocument`, `storage.uploadFile`, `wx.wxPayApi` (only the last one has an apiName), with all
 * its fields.
 */
export const otherActionSchema = v.looseObject({ action: v.string(), apiName: v.exactOptional(v.string()), ...tokens })

export type Tokens = Pick<v.InferOutput<typeof openApi>, keyof typeof tokens>
export type CloudCall = v.InferOutput<typeof openApi> | v.InferOutput<typeof callOpenApi>
export type FunctionCall = v.InferOutput<typeof invokeFunction>
export type OtherAction = v.InferOutput<typeof otherActionSchema>

/**
 * Reads a multipart/form-data body: `requestData` as bytes, all other fields as strings.
 *
 * @throws HttpError 400 if it is not valid or not complete
 */
export function readForm(contentType: string, body: Buffer): Promise<Record<string, string | Buffer>> {
  return readable(async () => {
    const form = new Busboy({
      headers: { 'content-type': contentType },
      isPartAFile: () => true,
      limits: { parts: 30 },
    })
    const fields: Promise<[string, string | Buffer]>[] = []
    form.on('file', (name, content) => {
      const field = buffer(content).then((it): [string, string | Buffer] => [
        name,
        name === 'requestData' ? it : it.toString(),
      ])
      field.catch((error) => form.destroy(error))
      fields.push(field)
    })
    form.end(body)
    await finished(form)
    return Object.fromEntries(await Promise.all(fields))
  })
}

/**
 * Reads the parameters of a cloud call.
 *
 * @throws HttpError 400
 */
export function readCloudCall(
  call: CloudCall,
): Promise<{ apiType: number; wireParams: Record<string, unknown>; cloudIds?: string[] }> {
  return readable(() => {
    if (call.action === 'wx.api') {
      const json: unknown = JSON.parse(call.requestData || '{}')
      return { apiType: OPEN_API, wireParams: v.parse(v.record(v.string(), v.unknown()), json) }
    }
    const { apiType, openapiData, cloudIds } = decodeCloudCall(call.requestData)
    if (apiType !== OPEN_API) return { apiType, cloudIds, wireParams: { list: cloudIds } }
    const params = openapiData.pairs.map(({ key, value, filename }) => [
      key,
      filename ? value : JSON.parse(Buffer.from(value).toString()),
    ])
    return { apiType, wireParams: Object.fromEntries(params) }
  })
}

/**
 * Reads the parameters of cloudPay; other actions have none.
 *
 * @throws HttpError 400
 */
export function readPayment({ requestData }: OtherAction): Promise<Record<string, unknown>> {
  return readable(() => v.parse(v.record(v.string(), v.unknown()), JSON.parse(String(requestData ?? '{}'))))
}

/**
 * Reads the data that a function is called with.
 *
 * @throws HttpError 400
 */
export function readFunctionData({ request_data }: FunctionCall): Promise<unknown> {
  return readable(() => JSON.parse(request_data || '{}'))
}

/**
 * Reads data that SDKs never send in another form. Messages of JSON.parse and valibot are hidden: they quote values, which may
 * be passwords.
 *
 * @throws HttpError 400
 */
async function readable<T>(read: () => T | Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    const quotes = error instanceof SyntaxError || error instanceof v.ValiError
    throw new HttpError(
      400,
      quotes ? { en: 'a parameter is not valid JSON', zh: '某个参数不是有效的 JSON' } : inBoth(() => String(error)),
    )
  }
}
