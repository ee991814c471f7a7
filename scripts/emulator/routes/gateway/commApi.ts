import protobuf from 'protobufjs'

/** What wx-server-sdk's cloud calls travel in, as seen on the wire and in its src/protobuf/openapi.js. */
const { root } = protobuf.parse(`
  syntax = "proto3";

  message KeyValuePair {
    string key = 1;
    bytes value = 2;        // JSON text, or raw bytes where contenttype is set
    string contenttype = 3;
    string filename = 4;
  }

  message OpenApiData {
    repeated KeyValuePair pairs = 1;
  }

  message CommApiData {
    enum ApiType {
      OPEN_API = 0;
      INNER_API = 1;
      SVRKIT_API = 2;
      TOKEN_API = 3;
    }
    ApiType apiType = 1;
    OpenApiData openapiData = 2;
    string appid = 6;       // not read: assumed#openapi-appid
  }

  message CommOpenApiResp {
    bytes respData = 1;     // WeChat's JSON body
    string contentType = 2;
    int32 errorCode = 3;    // a failure of the gateway itself, -604101 for instance
    uint32 httpCode = 4;
  }
`)
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
