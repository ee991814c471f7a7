import protobuf from 'protobufjs'
import { readProperty } from '../../../../cloudfunctions/openapi/errors/readProperty'

/** The messages of wx-server-sdk's cloud calls, as observed and as in its src/protobuf/openapi.js. */
const { root } = protobuf.parse(`
  syntax = "proto3";

  message KeyValuePair {
    string key = 1;
    bytes value = 2;        // JSON text, or the bytes of a file, which has a filename; SDKs set no contenttype
    string contenttype = 3;
    string filename = 4;
  }

  message OpenApiData {
    repeated KeyValuePair pairs = 1;
  }

  message SvrkitData {
    string apiName = 1;
    OpenDataRequest reqData = 2;  // of ApiGetOpenDataByCloudId, the only one that is read
  }

  message OpenDataRequest {
    repeated string cloudIds = 2;
  }

  message OpenDataResponse {
    message Item {
      string cloudId = 1;
      string json = 2;
    }
    repeated Item items = 1;
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
    SvrkitData svrkitData = 4;
    string appid = 6;       // not read: assumed#openapi-appid
  }

  message CommOpenApiResp {
    bytes respData = 1;     // WeChat's JSON body
    string contentType = 2;
    int32 errorCode = 3;    // an error of the gateway, such as -604101
    uint32 httpCode = 4;
  }
`)
const CommApiData = root.lookupType('CommApiData')
const OpenDataResponse = root.lookupType('OpenDataResponse')
const CommOpenApiResp = root.lookupType('CommOpenApiResp')

/** The `apiType` of a call like `cloud.openapi.logistics.bindAccount`. */
export const OPEN_API = 0

export interface CloudCallRequest {
  apiType: number
  openapiData: { pairs: { key: string; value: Uint8Array; filename: string }[] }
  /** The CloudIDs of `cloud.getOpenData`. */
  cloudIds: string[]
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
 * @throws Error if the bytes are not a CommApiData message
 */
export function decodeCloudCall(bytes: Uint8Array): CloudCallRequest {
  const decoded: Partial<Omit<CloudCallRequest, 'cloudIds'>> & { svrkitData?: { reqData?: { cloudIds: string[] } } } =
    CommApiData.toObject(CommApiData.decode(bytes), { defaults: true, arrays: true })
  const { apiType = OPEN_API, openapiData, svrkitData } = decoded
  return { apiType, openapiData: openapiData ?? { pairs: [] }, cloudIds: svrkitData?.reqData?.cloudIds ?? [] }
}

/** Encodes the result of `cloud.getOpenData`. */
export function encodeOpenData(list: readonly unknown[]): Buffer {
  const items = list.map((it) => ({ cloudId: readProperty(it, 'cloudID'), json: JSON.stringify(it) }))
  return Buffer.from(OpenDataResponse.encode(OpenDataResponse.fromObject({ items })).finish())
}

/** Encodes the response to a cloud call as the SDK expects it. */
export function encodeCloudCallResponse(response: CloudCallResponse): Buffer {
  return Buffer.from(CommOpenApiResp.encode(CommOpenApiResp.create(response)).finish())
}
