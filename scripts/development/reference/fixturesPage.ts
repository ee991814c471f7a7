import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { isObject } from '../../../cloudfunctions/openapi/names/isObject'
import { fixturesJsonSchema } from '../../emulator/state/fixturesJsonSchema'
import { bothOf, type ReferencePage, type Words } from './page'

/** Returns the page of the fixtures. */
export function fixturesPage(): ReferencePage {
  const head = [
    { en: 'Field', zh: '字段' },
    { en: 'Type', zh: '类型' },
    { en: 'Description', zh: '说明' },
  ]
  return {
    path: 'scripts/emulator/docs/fixtures',
    title: { en: 'Fixtures: local-wechat.json', zh: '初始数据：local-wechat.json' },
    intro: {
      en: 'Every section is optional and keeps its default. An editor completes and checks the file with `"$schema": "./node_modules/wx-logistics/dist/local-wechat.schema.json"`.',
      zh: '每一节都可省略，省略即用默认值。加上 `"$schema": "./node_modules/wx-logistics/dist/local-wechat.schema.json"`，编辑器会补全并检查。',
    },
    sections: Object.entries(fixturesJsonSchema().properties ?? {}).map(([name, schema]) => ({
      title: name,
      text: [bothOf(String(readProperty(schema, 'description') ?? ''))],
      ...(rowsOf(schema, '').length > 0 && { head, rows: rowsOf(schema, '') }),
    })),
  }
}

/** Returns a row for each field in a JSON Schema, at every depth. */
function rowsOf(schema: unknown, within: string): Words[][] {
  const item = readProperty(schema, 'items')
  if (isObject(item)) return rowsOf(item, within && `${within}[]`)
  const fields = readProperty(schema, 'properties')
  if (!isObject(fields)) return []
  const required = readProperty(schema, 'required')
  return Object.entries(fields).flatMap(([name, field]) => {
    const path = within ? `${within}.${name}` : name
    const needed = Array.isArray(required) && required.includes(name)
    const { en, zh } = bothOf(String(readProperty(field, 'description') ?? ''))
    const given = readProperty(field, 'default')
    const about = given === undefined || given === '' || Array.isArray(given) ? '' : JSON.stringify(given)
    const row: Words[] = [
      `\`${path}\``,
      typeOf(field),
      {
        en: [needed ? 'required' : 'optional', about && `default: ${about}`, en].filter(Boolean).join('; '),
        zh: [needed ? '必填' : '选填', about && `默认 ${about}`, zh].filter(Boolean).join('；'),
      },
    ]
    return [row, ...rowsOf(field, path)]
  })
}

function typeOf(schema: unknown): string {
  const choices = readProperty(schema, 'enum')
  if (Array.isArray(choices)) return choices.map((it) => JSON.stringify(it)).join(', ')
  const type = readProperty(schema, 'type')
  return typeof type === 'string' ? type : 'object'
}
