import { assumptions, sources, text, ways } from '../../emulator/assumptions.json'
import { fixturesJsonSchema } from '../../emulator/state/fixturesJsonSchema'
import { bothOf, type ReferencePage, type Words } from './page'

/** A JSON Schema, as far as fixtures have one. */
interface Schema {
  description?: string
  type?: string
  enum?: readonly unknown[]
  items?: Schema
  properties?: Readonly<Record<string, Schema>>
  required?: readonly string[]
  default?: unknown
}

/** Returns the page of the fixtures. */
export function fixturesPage(): ReferencePage {
  const { properties = {} }: Schema = JSON.parse(JSON.stringify(fixturesJsonSchema()))
  return {
    path: 'scripts/emulator/docs/fixtures',
    title: { en: 'Fixtures: local-wechat.json', zh: '初始数据：local-wechat.json' },
    intro: {
      en: 'Every section is optional and keeps its default. An editor completes and checks the file with `"$schema": "./node_modules/wx-logistics/dist/local-wechat.schema.json"`.',
      zh: '每一节都可省略，省略即用默认值。加上 `"$schema": "./node_modules/wx-logistics/dist/local-wechat.schema.json"`，编辑器会补全并检查。',
    },
    sections: Object.entries(properties).map(([title, schema]) => ({
      title,
      text: [bothOf(schema.description ?? '')],
      head: [
        ['Field', '字段'],
        ['Type', '类型'],
        ['Description', '说明'],
      ],
      rows: rowsOf(schema),
    })),
  }
}

/** Returns a row for each field in a JSON Schema, at every depth. */
function rowsOf({ items, properties = {}, required = [] }: Schema, within = ''): Words[][] {
  if (items) return rowsOf(items, within && `${within}[]`)
  return Object.entries(properties).flatMap(([name, field]) => {
    const path = within ? `${within}.${name}` : name
    const needed = required.includes(name)
    const { en, zh } = bothOf(field.description ?? '')
    const type = field.enum?.map((it) => JSON.stringify(it)).join(', ') ?? field.type ?? 'object'
    const given = field.default
    const about = given === '' || Array.isArray(given) ? '' : JSON.stringify(given)
    const row: Words[] = [
      `\`${path}\``,
      type,
      {
        en: [needed ? 'required' : 'optional', about && `default: ${about}`, en].filter(Boolean).join('; '),
        zh: [needed ? '必填' : '选填', about && `默认 ${about}`, zh].filter(Boolean).join('；'),
      },
    ]
    return [row, ...rowsOf(field, path)]
  })
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
