import { apiNames, apis } from '../../../cloudfunctions/openapi/apis'
import type { Api } from '../../../cloudfunctions/openapi/apis/Api'
import { actionTypes } from '../../../cloudfunctions/openapi/apis/logistics/fields'
import { meaningOf, sharedCodes } from '../../../cloudfunctions/openapi/apis/meaningOf'
import type { Meaning } from '../../../cloudfunctions/openapi/codes/Code'
import type { Message } from '../../../cloudfunctions/openapi/messages/Message'
import { type DescribedField, describeParams } from '../../../cloudfunctions/openapi/params/describeParams'
import { localMeaningOf } from '../functions/advice'

/** An API, described for those who make a form for it. */
export interface DescribedApi {
  name: string
  https: Api['https']
  /** Whether WeChat offers it to cloud functions. */
  cloud: boolean
  params: DescribedField[]
  /** Parameters whose values must not be shown. */
  secrets: readonly string[]
  /** What its own codes mean, and those after which the outcome of a call is unknown. */
  codes: Readonly<Record<string, Meaning>>
}

/** The response of `GET /emulator/apis`: the registry, as data. */
export interface DescribedApis {
  apis: DescribedApi[]
  /** What codes mean that any API may return, or that calls of functions and of access tokens return. */
  codes: Readonly<Record<string, Meaning>>
  /** What can happen to a parcel, by action_type. */
  actionTypes: Readonly<Record<string, Message>>
}

/** Returns the registry, as data. */
export function describeApis(): DescribedApis {
  return {
    apis: apiNames().map((name) => {
      const { https, cloud, params, secrets, codes }: Api = apis[name]
      return {
        name,
        https,
        cloud,
        params: describeParams(params),
        secrets,
        codes: meanings([...Object.keys(codes), ...LOST], name),
      }
    }),
    codes: meanings(Object.keys(sharedCodes)),
    actionTypes,
  }
}

const LOST = Object.keys(sharedCodes).filter((errCode) => meaningOf(Number(errCode)).outcomeUnknown)

function meanings(errCodes: readonly string[], api?: string): Record<string, Meaning> {
  return Object.fromEntries(errCodes.map((errCode) => [errCode, localMeaningOf(Number(errCode), api)]))
}
