import { shortName } from '../../cloudfunctions/openapi/apis'
import config from '../../config.json'
import { functionsPages } from '../helpers/pages'

describe.each(Object.entries(functionsPages))('the page in %s', (_language, page) => {
  it('lists every function', () => {
    const named = page.table('`bindAccount`').flatMap(([names = '']) => names.replaceAll('`', '').split(', '))

    expect(named.sort()).toEqual(config.permissions.openapi.map(shortName).sort())
  })
})
