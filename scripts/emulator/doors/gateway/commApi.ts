import { join } from 'node:path'
import protobuf from 'protobufjs'

const root = protobuf.loadSync(join(__dirname, 'commApi.proto'))
const CommApiData = root.lookupType('CommApiData')
const CommOpenApiResp = root.lookupType('CommOpenApiResp')

/** The `apiType` of a call like `cloud.openapi.logistics.bindAccount`. */
export const OPEN_API = 0

export interface CloudCallRequest {
  apiType: number
  openapiData: { pairs: { key: string; value: Uint8Array; contenttype: string }[] }
}

export interface CloudCallResponse {
  respData?: Uint8Array
  contentType?: string
  errorCode?: number
  httpCode?: number
}

/**
 * Reads the `requestData` of a cloud call.
 *
 * @throws Error when the bytes are no CommApiData
 */
export function decodeCloudCall(bytes: Uint8Array): CloudCallRequest {
  const { apiType, openapiData }: Partial<CloudCallRequest> = CommApiData.toObject(CommApiData.decode(bytes), {
    defaults: true,
    arrays: true,
  })
  return { apiType: apiType ?? OPEN_API, openapiData: openapiData ?? { pairs: [] } }
}

/** Writes the answer to a cloud call as the SDK expects it. */
export function encodeCloudCallResponse(response: CloudCallResponse): Buffer {
  return Buffer.from(CommOpenApiResp.encode(CommOpenApiResp.create(response)).finish())
}
