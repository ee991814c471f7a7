import { apis } from '../../../cloudfunctions/openapi/apis'
import type { Api } from '../../../cloudfunctions/openapi/apis/Api'
import type { Message } from '../../../cloudfunctions/openapi/messages/Message'
import {
  type DescribedField,
  describeFields,
  describeParams,
} from '../../../cloudfunctions/openapi/params/describeParams'
import type { ReferencePage, Section } from './page'

const TYPES: Readonly<Record<DescribedField['kind'], Message>> = {
  text: { en: 'string', zh: '字符串' },
  number: { en: 'number', zh: '数字' },
  boolean: { en: 'boolean', zh: '布尔值' },
  object: { en: 'object', zh: '对象' },
  list: { en: 'list', zh: '列表' },
  balance: { en: 'number or bigint', zh: '数字或 bigint' },
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
        { title: name, text: [about, use], ...tableOf(describeParams(params), { en: 'Parameter', zh: '参数' }) },
        ...(fields.length > 0
          ? [{ title: { en: 'Result', zh: '返回值' }, sub: true, ...tableOf(fields, { en: 'Name', zh: '名称' }) }]
          : []),
      ]
    }),
  }
}

function tableOf(fields: readonly DescribedField[], first: Message) {
  return {
    head: [first, { en: 'Type', zh: '类型' }, { en: 'Description', zh: '说明' }],
    rows: fields.map(({ path, kind, description }) => [`\`${path}\``, TYPES[kind], description]),
  }
}
