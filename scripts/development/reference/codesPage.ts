import { apiNames, apis } from '../../../cloudfunctions/openapi/apis'
import { type Codes, type Meaning, meaningIn } from '../../../cloudfunctions/openapi/codes/Code'
import { callFunctionCodes } from '../../../cloudfunctions/openapi/codes/callFunction'
import { deliveryResultCodes } from '../../../cloudfunctions/openapi/codes/deliveryResult'
import { httpsCodes } from '../../../cloudfunctions/openapi/codes/https'
import { platformCodes } from '../../../cloudfunctions/openapi/codes/platform'
import type { ReferencePage, Section, Words } from './page'

/** Returns the page of all error codes. */
export function codesPage(): ReferencePage {
  const ofApis = apiNames().flatMap((name): Section[] => {
    const { codes }: { codes: Codes } = apis[name]
    return Object.keys(codes).length > 0 ? [section(name, codes)] : []
  })
  return {
    path: 'cloudfunctions/docs/codes',
    title: { en: 'Error codes', zh: '错误码' },
    intro: {
      en: 'What each errCode means, what usually causes it, and what to do. `meaningOf(errCode, api)` of `wx-logistics` returns the same; codes above 0 and their messages are passed on from WeChat unchanged.',
      zh: '每个 errCode 的含义、常见原因和处理办法，与 `wx-logistics` 的 `meaningOf(errCode, api)` 相同。大于 0 的错误码及其说明原样来自微信。',
    },
    sections: [
      ...ofApis,
      section({ en: 'Any API', zh: '所有接口' }, platformCodes),
      section({ en: 'Functions, database and storage', zh: '云函数、数据库和存储' }, callFunctionCodes),
      section({ en: 'HTTPS and access tokens', zh: 'HTTPS 接口与 access_token' }, httpsCodes),
      section(
        { en: "The courier's codes: delivery_resultcode", zh: '快递公司的返回码 delivery_resultcode' },
        deliveryResultCodes,
      ),
    ],
  }
}

function section(title: Words, codes: Readonly<Record<number, Meaning>>): Section {
  return {
    title,
    head: [
      'errCode',
      { en: 'Meaning', zh: '含义' },
      { en: 'What usually causes it', zh: '常见原因' },
      { en: 'What to do', zh: '处理方法' },
    ],
    rows: Object.keys(codes).map((errCode) => {
      const { meaning, cause = '', next = '' } = meaningIn([codes], Number(errCode))
      return [errCode, meaning, cause, next]
    }),
  }
}
