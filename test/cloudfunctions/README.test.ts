import { apis } from '../../cloudfunctions/openapi/apis'
import type { Api } from '../../cloudfunctions/openapi/apis/Api'
import { functionsPages } from '../helpers/pages'

describe.each(Object.entries(functionsPages))('the page in %s', (_language, page) => {
  it('lists every function', () => {
    const named = page.table('`bindAccount`').flatMap(([names = '']) => names.replaceAll('`', '').split(', '))
    const functions = Object.values<Api>(apis).filter(({ cloud }) => cloud)

    expect(named.sort()).toEqual(functions.map(({ name }) => name.replace(/^.*\./, '')).sort())
  })
})
