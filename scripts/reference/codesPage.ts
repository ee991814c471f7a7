import { apiNames, apis } from '../../cloudfunctions/openapi/apis'
import { type Codes, type Meaning, meaningIn } from '../../cloudfunctions/openapi/codes/Code'
import { callFunctionCodes } from '../../cloudfunctions/openapi/codes/callFunction'
import { deliveryResultCodes } from '../../cloudfunctions/openapi/codes/deliveryResult'
import { httpsCodes } from '../../cloudfunctions/openapi/codes/https'
import { platformCodes } from '../../cloudfunctions/openapi/codes/platform'
import type { ReferencePage, Section, Words } from './page'

/** Returns the page of all error codes. */
export function codesPage(): ReferencePage {
  const ofApis = apiNames().flatMap((name): Section[] => {
    const { codes }: { codes: Codes } = apis[name]
    return Object.keys(codes).length > 0 ? [section(name, codes)] : []
  })
  return {
    path: 'cloudfunctions/docs/codes',
    title: 'Error codes\n错误码',
    intro:
      'What each errCode means, what usually causes it, and what to do. `meaningOf(errCode, api)` of `wx-logistics` returns the same; codes above 0 and their messages are passed on from WeChat unchanged.\n' +
      '每个 errCode 的含义、常见原因和处理办法，与 `wx-logistics` 的 `meaningOf(errCode, api)` 相同。大于 0 的错误码及其说明原样来自微信。',
    sections: [
      ...ofApis,
      section('Any API\n所有接口', platformCodes),
      section('Calls of functions\n调用云函数', callFunctionCodes),
      section('HTTPS and access tokens\nHTTPS 接口与 access_token', httpsCodes),
      section("The courier's codes: delivery_resultcode\n快递公司的返回码 delivery_resultcode", deliveryResultCodes),
    ],
  }
}

function section(title: Words, codes: Readonly<Record<number, Meaning>>): Section {
  return {
    title,
    head: ['errCode', 'Meaning\n含义', 'What usually causes it\n常见原因', 'What to do\n怎么办'],
    rows: Object.keys(codes).map((errCode) => {
      const { meaning, cause = '', next = '' } = meaningIn([codes], Number(errCode))
      return [errCode, meaning, cause, next]
    }),
  }
}
