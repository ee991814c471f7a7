import { join } from 'node:path'
import { apiNames, apis } from '../../../../cloudfunctions/openapi/apis'
import { faultsSchema } from '../../../../scripts/emulator/control/Faults'
import { Page } from '../../../helpers/Page'

const ROOT = join(__dirname, '../../../..')
const page = new Page(ROOT, 'scripts/emulator/docs/simulated.md')

describe('the page of simulated APIs', () => {
  it('names every API, and which ones have no cloud call', () => {
    const rows = page.table(page.tables()[0]?.[0]?.[0] ?? '')
    const text = rows.map(([names = '']) => names).join()
    const httpsOnly = rows.filter(([, , about = '']) => about.startsWith('over HTTPS only')).map(([names]) => names)

    expect(apiNames().filter((name) => !text.includes(name.replace('logistics.', '')))).toEqual([])
    expect(httpsOnly).toEqual(apiNames().flatMap((name) => (apis[name].cloud ? [] : [`\`${name}\``])))
  })

  it('names every type of fault', () => {
    const kinds = page.table('`errcode`').flatMap(([names = '']) => names.replaceAll('`', '').split(', '))
    const known = faultsSchema.item.options.flatMap(({ entries: { kind } }) =>
      'options' in kind ? kind.options : [kind.literal],
    )

    expect(kinds.sort()).toEqual([...known].sort())
  })
})
