import { apiNames, apis } from '../../../cloudfunctions/openapi/apis'
import type { Api } from '../../../cloudfunctions/openapi/apis/Api'
import { paramTexts } from '../../../cloudfunctions/openapi/apis/paramTexts'
import { actionTypes } from '../../../cloudfunctions/openapi/apis/texts'
import { type Codes, type Meaning, meaningIn, type Text } from '../../../cloudfunctions/openapi/codes/Code'
import { sharedCodes } from '../../../cloudfunctions/openapi/codes/meaningOf'
import { type DescribedParam, describeParams } from '../../../cloudfunctions/openapi/params/describeParams'

/** An API, described for those who make a form for it. */
export interface DescribedApi {
  name: string
  https: Api['https']
  /** Whether WeChat offers it to cloud functions. */
  cloud: boolean
  params: DescribedParam[]
  /** Parameters whose values must not be shown. */
  secrets: readonly string[]
  /** What its own codes mean. */
  codes: Readonly<Record<string, Meaning>>
}

/** The response of `GET /emulator/apis`: the registry, as data. */
export interface DescribedApis {
  apis: DescribedApi[]
  /** What codes mean that any API may return, or that calls of functions and of access tokens return. */
  codes: Readonly<Record<string, Meaning>>
  /** What can happen to a parcel, by action_type. */
  actionTypes: Readonly<Record<string, Text>>
}

/** Returns the registry, as data. */
export function describeApis(): DescribedApis {
  return {
    apis: apiNames().map((name) => {
      const { https, cloud, params, secrets, codes }: Api = apis[name]
      return { name, https, cloud, params: describeParams(params, paramTexts[name]), secrets, codes: meanings(codes) }
    }),
    codes: meanings(sharedCodes),
    actionTypes,
  }
}

function meanings(codes: Codes): Record<string, Meaning> {
  return Object.fromEntries(Object.keys(codes).map((errCode) => [errCode, meaningIn([codes], Number(errCode))]))
}
