import { assumptions, sources, text, ways } from '../../emulator/assumptions.json'
import type { ReferencePage } from './page'

/** Returns the page of where the behaviour of the local WeChat comes from, and of what nobody has confirmed. */
export function assumptionsPage(): ReferencePage {
  return {
    path: 'scripts/emulator/docs/assumptions',
    title: { en: 'Sources and assumptions', zh: '依据与推断' },
    intro: text.intro,
    sections: [
      {
        title: { en: 'Sources', zh: '依据' },
        head: [
          { en: 'Behaviour', zh: '行为' },
          { en: 'Source', zh: '依据' },
        ],
        rows: sources.map(({ behaviour, source }) => [behaviour, source]),
      },
      {
        title: { en: 'Assumptions', zh: '推断' },
        text: [text.assumptions],
        head: [
          { en: 'Id', zh: '编号' },
          { en: 'Assumed', zh: '推断的内容' },
          { en: 'Source, and what disagrees', zh: '依据和分歧' },
          { en: 'How to check', zh: '怎样核实' },
        ],
        rows: assumptions.map(({ id, assumed, source, check }) => [`\`${id}\``, assumed, source, check]),
      },
      {
        title: { en: 'What can check them', zh: '核实的方式' },
        head: [
          { en: 'Checked by', zh: '方式' },
          { en: 'Rows', zh: '编号' },
        ],
        rows: Object.entries(ways).map(([way, words]) => [
          words,
          assumptions.flatMap(({ id, by }) => (by === way ? [`\`${id}\``] : [])).join(', '),
        ]),
      },
    ],
  }
}
