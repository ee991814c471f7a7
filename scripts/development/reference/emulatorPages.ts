import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { isObject } from '../../../cloudfunctions/openapi/names/isObject'
import { assumptions, sources, text, ways } from '../../emulator/assumptions.json'
import { fixturesJsonSchema } from '../../emulator/state/fixturesJsonSchema'
import { bothOf, type ReferencePage, type Words } from './page'

/** Returns the page of the fixtures. */
export function fixturesPage(): ReferencePage {
  const head: Words[] = [
    ['Field', '字段'],
    ['Type', '类型'],
    ['Description', '说明'],
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

/** Returns the page of where the behaviour of the local WeChat comes from, and of what nobody has confirmed. */
export function assumptionsPage(): ReferencePage {
  return {
    path: 'scripts/emulator/docs/assumptions',
    title: { en: 'Sources and assumptions', zh: '依据与推断' },
    intro: text.intro,
    sections: [
      {
        title: ['Sources', '依据'],
        head: [
          ['Behaviour', '行为'],
          ['Source', '依据'],
        ],
        rows: sources.map(({ behaviour, source }) => [behaviour, source]),
      },
      {
        title: ['Assumptions', '推断'],
        text: [text.assumptions],
        head: [
          ['Id', '编号'],
          ['Assumed', '推断的内容'],
          ['Source, and what disagrees', '依据和分歧'],
          ['How to check', '怎样核实'],
        ],
        rows: assumptions.map(({ id, assumed, source, check }) => [`\`${id}\``, assumed, source, check]),
      },
      {
        title: ['What can check them', '核实的方式'],
        head: [
          ['Checked by', '方式'],
          ['Rows', '编号'],
        ],
        rows: Object.entries(ways).map(([way, words]) => [
          words,
          assumptions.flatMap(({ id, by }) => (by === way ? [`\`${id}\``] : [])).join(', '),
        ]),
      },
    ],
  }
}
