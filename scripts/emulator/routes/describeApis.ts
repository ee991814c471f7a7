import { apiNames, apis } from '../../../cloudfunctions/openapi/apis'
import type { Api, Code, Text } from '../../../cloudfunctions/openapi/apis/Api'
import { actionTypes } from '../../../cloudfunctions/openapi/apis/actionTypes'
import { callFunctionCodes } from '../../../cloudfunctions/openapi/apis/callFunctionCodes'
import { codes } from '../../../cloudfunctions/openapi/apis/codes'
import { paramTexts } from '../../../cloudfunctions/openapi/apis/paramTexts'
import { httpsCodes } from '../../../cloudfunctions/openapi/https/httpsCodes'
import { type DescribedParam, describeParams } from '../../../cloudfunctions/openapi/params/describeParams'

/** What a code means, as a person reads it. */
export type DescribedCode = Pick<Code, 'meaning' | 'cause' | 'next'>

/** An API as whoever makes a form for it needs to know it. */
export interface DescribedApi {
  name: string
  https: Api['https']
  /** Whether WeChat offers it to cloud functions. */
  cloud: boolean
  params: DescribedParam[]
  /** Parameters whose values nobody is to see. */
  secrets: readonly string[]
  /** What its own codes mean. */
  codes: Readonly<Record<string, DescribedCode>>
}

/** What `GET /emulator/apis` answers: the registry, as data. */
export interface DescribedApis {
  apis: DescribedApi[]
  /** What codes mean that any API may answer, or that come of calling a function. */
  codes: Readonly<Record<string, DescribedCode>>
  /** What can happen to a parcel, by action_type. */
  actionTypes: Readonly<Record<string, Text>>
}

/** The registry, as data. */
export function describeApis(): DescribedApis {
  return {
    apis: apiNames().map((name) => {
      const { https, cloud, params, secrets, codes }: Api = apis[name]
      const described = describeParams(params, paramTexts[name])
      return { name, https, cloud, params: described, secrets, codes: forPeople(codes) }
    }),
    codes: forPeople({ ...callFunctionCodes, ...httpsCodes, ...codes }),
    actionTypes,
  }
}

function forPeople(it: Api['codes']): Record<string, DescribedCode> {
  return Object.fromEntries(
    Object.entries(it).map(([code, { meaning, cause, next }]) => [
      code,
      { meaning, ...(cause && { cause }), ...(next && { next }) },
    ]),
  )
}
