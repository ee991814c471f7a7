export type { ApiName, OpenApi, Params, Result } from '../../../cloudfunctions/openapi/apis'
export type { OpenApiResult } from '../../../cloudfunctions/openapi/apis/Api'
export type { BatchedOrder } from '../../../cloudfunctions/openapi/apis/batchGetOrder'
export type { Account } from '../../../cloudfunctions/openapi/apis/getAllAccount'
export type { Courier, ServiceType } from '../../../cloudfunctions/openapi/apis/getAllDelivery'
export type { WaybillDatum } from '../../../cloudfunctions/openapi/apis/getOrder'
export type { PathItem } from '../../../cloudfunctions/openapi/apis/getPath'
export type { Meaning } from '../../../cloudfunctions/openapi/codes/Code'
export { meaningOf } from '../../../cloudfunctions/openapi/codes/meaningOf'
export {
  createOpenApi,
  type GetAccessToken,
  type OpenApiOptions,
} from '../../../cloudfunctions/openapi/createOpenApi'
export { isOpenApiError, OpenApiError } from '../../../cloudfunctions/openapi/errors/OpenApiError'
export type { Message } from '../../../cloudfunctions/openapi/messages/Message'
