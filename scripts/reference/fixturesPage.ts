import { fixturesJsonSchema } from '../emulator/state/fixturesJsonSchema'
import { bothOf, type ReferencePage, type Words } from './page'

/** A JSON Schema, as far as that of the fixtures uses it. */
interface Schema {
  description?: string
  type?: string
  enum?: readonly unknown[]
  default?: unknown
  items?: Schema
  properties?: Readonly<Record<string, Schema>>
  required?: readonly string[]
}

/** Returns the page of the fixtures. */
export function fixturesPage(): ReferencePage {
  const { properties = {} }: Schema = JSON.parse(JSON.stringify(fixturesJsonSchema()))
  return {
    path: 'scripts/emulator/docs/fixtures',
    title: 'Fixtures: local-wechat.json\n初始数据：local-wechat.json',
    intro:
      'Every section is optional and keeps its default. An editor completes and checks the file with `"$schema": "./node_modules/wx-logistics/dist/local-wechat.schema.json"`.\n' +
      '每一节都可省略，省略即用默认值。加上 `"$schema": "./node_modules/wx-logistics/dist/local-wechat.schema.json"`，编辑器会补全并检查。',
    sections: Object.entries(properties).map(([name, schema]) => ({
      title: name,
      text: [bothOf(schema.description ?? '')],
      head: ['Field\n字段', 'Type\n类型', 'Description\n说明'],
      rows: rowsOf(schema, ''),
    })),
  }
}

/** Returns a row for each field in a JSON Schema, at every depth. */
function rowsOf({ items, properties = {}, required = [] }: Schema, within: string): Words[][] {
  if (items) return rowsOf(items, within && `${within}[]`)
  return Object.entries(properties).flatMap(([name, field]) => {
    const path = within ? `${within}.${name}` : name
    const { en, zh } = bothOf(field.description ?? '')
    const isShown = field.default !== undefined && field.default !== '' && !Array.isArray(field.default)
    const given = isShown ? JSON.stringify(field.default) : ''
    const isRequired = required.includes(name)
    const description = {
      en: [isRequired ? 'required' : 'optional', given && `default: ${given}`, en].filter(Boolean).join('; '),
      zh: [isRequired ? '必填' : '选填', given && `默认 ${given}`, zh].filter(Boolean).join('；'),
    }
    const type = field.enum?.map((it) => JSON.stringify(it)).join(', ') ?? field.type ?? 'object'
    return [[`\`${path}\``, type, description], ...rowsOf(field, path)]
  })
}
