import { join } from 'node:path'
import ts from 'typescript'
import { apiNames, apis } from '../../cloudfunctions/openapi/apis'
import { paramTexts } from '../../cloudfunctions/openapi/apis/paramTexts'
import type { Text } from '../../cloudfunctions/openapi/codes/Code'
import { describeParams } from '../../cloudfunctions/openapi/params/describeParams'
import { bothOf, type ReferencePage, type Section } from './Table'

const NAME: Text = { en: 'Name', zh: '名称' }
const TYPE: Text = { en: 'Type', zh: '类型' }
const TYPES: Readonly<Record<string, Text>> = {
  text: { en: 'string', zh: '字符串' },
  string: { en: 'string', zh: '字符串' },
  number: { en: 'number', zh: '数字' },
  object: { en: 'object', zh: '对象' },
  list: { en: 'list', zh: '列表' },
  Balance: { en: 'number or bigint', zh: '数字或 bigint' },
}

/** Returns the page of the parameters and results of each API. */
export function apiPage(root: string): ReferencePage {
  const folder = join(root, 'cloudfunctions/openapi/apis')
  const program = ts.createProgram([join(folder, 'index.ts')], { strict: true })
  const checker = program.getTypeChecker()
  const entryOf = (method: string): ts.Symbol => {
    const source = program.getSourceFile(join(folder, `${method}.ts`))
    const module = source && checker.getSymbolAtLocation(source)
    const entry = module && checker.getExportsOfModule(module).find(({ name }) => name === method)
    if (!entry) throw new Error(`apis/${method}.ts does not export ${method}`)
    return entry
  }
  return {
    path: 'cloudfunctions/docs/api',
    title: { en: 'Parameters and results', zh: '参数与返回值' },
    intro: {
      en: 'Every API with its parameters and the fields of its result. Each result also has `errCode` (0) and `errMsg`. Over HTTPS and in `wireParams` the names are snake_case.',
      zh: '每个接口的参数与返回值。返回值另有 `errCode`（0）和 `errMsg`。HTTPS 接口和 `wireParams` 中的名称为 snake_case。',
    },
    sections: apiNames().flatMap((name): Section[] => {
      const { https, cloud, params } = apis[name]
      const entry = entryOf(name.slice(name.indexOf('.') + 1))
      const fields = fieldsOf(checker, resultType(checker, entry))
      return [
        {
          title: name,
          text: [
            bothOf(ts.displayPartsToString(entry.getDocumentationComment(checker))),
            cloud
              ? {
                  en: `\`${https.verb} ${https.path}\`, and in cloud functions with this name as permission.`,
                  zh: `\`${https.verb} ${https.path}\`；云函数需在 config.json 中声明同名权限。`,
                }
              : {
                  en: `\`${https.verb} ${https.path}\` only: WeChat does not offer it to cloud functions.`,
                  zh: `仅 \`${https.verb} ${https.path}\`，云函数不能调用。`,
                },
          ],
          head: [{ en: 'Parameter', zh: '参数' }, TYPE, { en: 'Description', zh: '说明' }],
          rows: describeParams(params, paramTexts[name]).map(({ path, kind, description }) => [
            `\`${path}\``,
            TYPES[kind] ?? kind,
            description,
          ]),
        },
        ...(fields.length > 0
          ? [
              {
                title: { en: 'Result', zh: '返回值' },
                sub: true,
                head: [NAME, TYPE, { en: 'Description', zh: '说明' }],
                rows: fields.map(({ path, type, description }) => [`\`${path}\``, TYPES[type] ?? type, description]),
              },
            ]
          : []),
      ]
    }),
  }
}

interface Field {
  path: string
  type: string
  description: Text
}

/** Returns the type that an entry declares with `resultOf`. */
function resultType(checker: ts.TypeChecker, entry: ts.Symbol): ts.Type {
  const result = checker.getTypeOfSymbol(entry).getProperty('result')
  const type = result && checker.getTypeOfSymbol(result).getProperty('type')
  if (!type) throw new Error(`${entry.name} has no result`)
  return checker.getNonNullableType(checker.getTypeOfSymbol(type))
}

function fieldsOf(checker: ts.TypeChecker, type: ts.Type, within = ''): Field[] {
  return type.getProperties().flatMap((property) => {
    const path = `${within}${property.name}`
    const of = checker.getNonNullableType(checker.getTypeOfSymbol(property))
    const item = checker.isArrayType(of) ? of.getNumberIndexType() : undefined
    const inner = item ?? of
    const isObject = (inner.flags & ts.TypeFlags.Object) !== 0
    const field = {
      path,
      type: item ? 'list' : isObject ? 'object' : checker.typeToString(of),
      description: bothOf(ts.displayPartsToString(property.getDocumentationComment(checker))),
    }
    return [field, ...(isObject ? fieldsOf(checker, inner, `${path}${item ? '[]' : ''}.`) : [])]
  })
}
