import { apis } from '../../cloudfunctions/openapi/apis'
import { type DescribedField, describeApis } from './describeApis'
import { bothOf, type ReferencePage, type Section } from './page'

const TYPES: Readonly<Record<DescribedField['kind'], string>> = {
  text: 'string\n字符串',
  number: 'number\n数字',
  object: 'object\n对象',
  list: 'list\n列表',
  balance: 'number or bigint\n数字或 bigint',
}

/** Returns the page of the parameters and results of each API. */
export function apiPage(): ReferencePage {
  return {
    path: 'cloudfunctions/docs/api',
    title: 'Parameters and results\n参数与返回值',
    intro:
      'Every API with its parameters and the fields of its result. Each result also has `errCode` (0) and `errMsg`. Over HTTPS and in `wireParams` the names are snake_case.\n' +
      '每个接口的参数与返回值。返回值另有 `errCode`（0）和 `errMsg`。HTTPS 接口和 `wireParams` 中的名称为 snake_case。',
    sections: describeApis().flatMap(({ name, about, params, result }): Section[] => {
      const { https, cloud } = apis[name]
      const call = `\`${https.verb} ${https.path}\``
      const use = cloud
        ? `${call}, and in cloud functions with this name as permission.\n` +
          `${call}；云函数需在 config.json 中声明同名权限。`
        : `${call} only: WeChat does not offer it to cloud functions.\n` + `仅 ${call}，云函数不能调用。`
      return [
        { title: name, text: [bothOf(about), use], ...tableOf(params, 'Parameter\n参数') },
        ...(result.length > 0 ? [{ title: 'Result\n返回值', sub: true, ...tableOf(result, 'Name\n名称') }] : []),
      ]
    }),
  }
}

function tableOf(fields: readonly DescribedField[], first: string) {
  return {
    head: [first, 'Type\n类型', 'Description\n说明'],
    rows: fields.map(({ path, kind, description }) => [`\`${path}\``, TYPES[kind], description]),
  }
}
