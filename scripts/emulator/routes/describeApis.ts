import { apiNames, apis } from '../../../cloudfunctions/openapi/apis'
import type { Api, Code, Text } from '../../../cloudfunctions/openapi/apis/Api'
import { actionTypes } from '../../../cloudfunctions/openapi/apis/actionTypes'
import { callFunctionCodes } from '../../../cloudfunctions/openapi/apis/callFunctionCodes'
import { codes } from '../../../cloudfunctions/openapi/apis/codes'
import { paramTexts } from '../../../cloudfunctions/openapi/apis/paramTexts'
import { httpsCodes } from '../../../cloudfunctions/openapi/https/httpsCodes'
import { type DescribedParam, describeParams } from '../../../cloudfunctions/openapi/params/describeParams'

/** What a code means, in words. */
export type DescribedCode = Pick<Code, 'meaning' | 'cause' | 'next'>

/** An API, with what a form for it needs. */
export interface DescribedApi {
  name: string
  https: Api['https']
  /** Whether WeChat offers it to cloud functions. */
  cloud: boolean
  params: DescribedParam[]
  /** Parameters whose values must not be shown. */
  secrets: readonly string[]
  /** The API's own codes. */
  codes: Readonly<Record<string, DescribedCode>>
}

/** The response of `GET /emulator/apis`. */
export interface DescribedApis {
  apis: DescribedApi[]
  /** Codes that every API, or a call of a function, may return. */
  codes: Readonly<Record<string, DescribedCode>>
  /** What can happen to a parcel, by action_type. */
  actionTypes: Readonly<Record<string, Text>>
}

/** Returns the registry as data. */
export function describeApis(): DescribedApis {
  return {
    apis: apiNames().map((name) => {
      const { https, cloud, params, secrets, codes }: Api = apis[name]
      const described = describeParams(params, paramTexts[name])
      return { name, https, cloud, params: described, secrets, codes: describeCodes(codes) }
    }),
    codes: describeCodes({ ...callFunctionCodes, ...httpsCodes, ...codes }),
    actionTypes,
  }
}

function describeCodes(it: Api['codes']): Record<string, DescribedCode> {
  return Object.fromEntries(
    Object.entries(it).map(([code, { meaning, cause, next }]) => [
      code,
      { meaning, ...(cause && { cause }), ...(next && { next }) },
    ]),
  )
}
