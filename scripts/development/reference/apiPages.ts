import { apiNames, apis } from '../../../cloudfunctions/openapi/apis'
import type { Api } from '../../../cloudfunctions/openapi/apis/Api'
import { type Codes, type Meaning, meaningIn } from '../../../cloudfunctions/openapi/codes/Code'
import { callFunctionCodes } from '../../../cloudfunctions/openapi/codes/callFunction'
import { deliveryResultCodes } from '../../../cloudfunctions/openapi/codes/deliveryResult'
import { httpsCodes } from '../../../cloudfunctions/openapi/codes/https'
import { platformCodes } from '../../../cloudfunctions/openapi/codes/platform'
import type { Pair } from '../../../cloudfunctions/openapi/messages/Message'
import {
  type DescribedField,
  describeFields,
  describeParams,
} from '../../../cloudfunctions/openapi/params/describeParams'
import type { ReferencePage, Section, Words } from './page'

const TYPES: Readonly<Record<DescribedField['kind'], Pair>> = {
  text: ['string', '字符串'],
  number: ['number', '数字'],
  boolean: ['boolean', '布尔值'],
  object: ['object', '对象'],
  list: ['list', '列表'],
  balance: ['number or bigint', '数字或 bigint'],
}

/** Returns the page of the parameters and results of each API. */
export function apiPage(): ReferencePage {
  return {
    path: 'cloudfunctions/docs/api',
    title: { en: 'Parameters and results', zh: '参数与返回值' },
    intro: {
      en: 'Every API with its parameters and the fields of its result. Each result also has `errCode` (0) and `errMsg`. Over HTTPS and in `wireParams` the names are snake_case.',
      zh: '每个接口的参数与返回值。返回值另有 `errCode`（0）和 `errMsg`。HTTPS 接口和 `wireParams` 中的名称为 snake_case。',
    },
    sections: Object.values<Api>(apis).flatMap(({ name, about, https, cloud, params, result }): Section[] => {
      const fields = describeFields(result)
      const call = `\`${https.verb} ${https.path}\``
      const use = cloud
        ? {
            en: `${call}, and in cloud functions with this name as permission.`,
            zh: `${call}；云函数需在 config.json 中声明同名权限。`,
          }
        : { en: `${call} only: WeChat does not offer it to cloud functions.`, zh: `仅 ${call}，云函数不能调用。` }
      return [
        { ...sectionOf(name, describeParams(params), ['Parameter', '参数']), text: [about, use] },
        ...(fields.length > 0 ? [{ ...sectionOf(['Result', '返回值'], fields, ['Name', '名称']), sub: true }] : []),
      ]
    }),
  }
}

function sectionOf(title: Words, fields: readonly DescribedField[], first: Pair): Section {
  return {
    title,
    head: [first, ['Type', '类型'], ['Description', '说明']],
    rows: fields.map(({ path, kind, description }) => [`\`${path}\``, TYPES[kind], description]),
  }
}

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
      section(['Any API', '所有接口'], platformCodes),
      section(['Functions, database and storage', '云函数、数据库和存储'], callFunctionCodes),
      section(['HTTPS and access tokens', 'HTTPS 接口与 access_token'], httpsCodes),
      section(
        ["The courier's codes: delivery_resultcode", '快递公司的返回码 delivery_resultcode'],
        deliveryResultCodes,
      ),
    ],
  }
}

function section(title: Words, codes: Readonly<Record<number, Meaning>>): Section {
  return {
    title,
    head: ['errCode', ['Meaning', '含义'], ['What usually causes it', '常见原因'], ['What to do', '处理方法']],
    rows: Object.keys(codes).map((errCode) => {
      const { meaning, cause = '', next = '' } = meaningIn([codes], Number(errCode))
      return [errCode, meaning, cause, next]
    }),
  }
}
