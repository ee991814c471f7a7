import type { Result } from '../../../cloudfunctions/openapi/apis'

export type { ApiName, OpenApi, Params, Result } from '../../../cloudfunctions/openapi/apis'
export type { OpenApiResult } from '../../../cloudfunctions/openapi/apis/Api'
export { meaningOf } from '../../../cloudfunctions/openapi/apis/meaningOf'
export { expressCompanyOf } from '../../../cloudfunctions/openapi/apis/wxa/sec/order/couriers'
export type { Meaning } from '../../../cloudfunctions/openapi/codes/Code'
export {
  createOpenApi,
  type GetAccessToken,
  type OpenApiOptions,
} from '../../../cloudfunctions/openapi/createOpenApi'
export { isOpenApiError, OpenApiError } from '../../../cloudfunctions/openapi/errors/OpenApiError'
export type { Message } from '../../../cloudfunctions/openapi/messages/Message'

/** A courier account of the merchant. */
export type Account = Result<'logistics.getAllAccount'>['list'][number]
/** A courier that WeChat works with. */
export type Courier = Result<'logistics.getAllDelivery'>['data'][number]
/** A service of a courier. */
export type ServiceType = Courier['serviceType'][number]
/** One order of batchGetOrder's list. */
export type BatchedOrder = Result<'logistics.batchGetOrder'>['orderList'][number]
/** One field that is printed on a waybill. */
export type WaybillDatum = Result<'logistics.getOrder'>['waybillData'][number]
/** A step on the path of a parcel. */
export type PathItem = Result<'logistics.getPath'>['pathItemList'][number]
