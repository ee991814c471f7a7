export type { ApiName, CloudOpenApi, OpenApi, Params, Result, WireParams } from '../../../cloudfunctions/openapi/apis'
export type { OpenApiResult, Text } from '../../../cloudfunctions/openapi/apis/Api'
export type { BatchedOrder } from '../../../cloudfunctions/openapi/apis/batchGetOrder'
export type { Account } from '../../../cloudfunctions/openapi/apis/getAllAccount'
export type { Courier } from '../../../cloudfunctions/openapi/apis/getAllDelivery'
export type { PathItem } from '../../../cloudfunctions/openapi/apis/getPath'
export type { ServiceType } from '../../../cloudfunctions/openapi/apis/ServiceType'
export type { WaybillDatum } from '../../../cloudfunctions/openapi/apis/WaybillDatum'
export { isOpenApiError, OpenApiError } from '../../../cloudfunctions/openapi/errors/OpenApiError'
export {
  createOpenApi,
  type GetAccessToken,
  type OpenApiOptions,
} from '../../../cloudfunctions/openapi/https/createOpenApi'
export { type Meaning, meaningOf } from '../meaningOf'
