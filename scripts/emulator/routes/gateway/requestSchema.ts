import * as v from 'valibot'

/**
 * The ticket of the caller, empty where it has none; the second field is sent if the first one is empty
 * (@cloudbase/node-sdk 3.17.2, src/utils/wxCloudToken.ts). tcb-admin-node 1.4 sends neither with calls of a database or a
 * storage. The session token is TENCENTCLOUD_SESSIONTOKEN.
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

/** `cloud.callOpenAPI`, which came before it. */
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

/** What is simulated; the SDKs, each version with more and fewer, send other fields beside these. */
export const requestSchema = v.variant('action', [openApi, callOpenApi, invokeFunction])

/** Whether something stands behind an action. */
export function isSimulated(action: string): boolean {
  return requestSchema.options.some((it) => it.entries.action.literal === action)
}

/** Any other action: `database.getDocument`, `storage.uploadFile`, `wx.wxPayApi`, which alone names an API. */
export const otherActionSchema = v.object({ action: v.string(), apiName: v.exactOptional(v.string()), ...tokens })

export type Tokens = Pick<v.InferOutput<typeof openApi>, keyof typeof tokens>
export type CloudCall = v.InferOutput<typeof openApi> | v.InferOutput<typeof callOpenApi>
export type FunctionCall = v.InferOutput<typeof invokeFunction>
export type OtherAction = v.InferOutput<typeof otherActionSchema>
