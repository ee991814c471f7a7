import { createOpenApi } from '../../../cloudfunctions/openapi/createOpenApi'
import { backEndPages } from '../../helpers/pages'

describe.each(Object.entries(backEndPages))('the page in %s', (_language, page) => {
  it('lists every option of createOpenApi', () => {
    const options = page.table('`appid`, `secret`').map(([names = '']) => names.replaceAll('`', ''))

    expect(() => createOpenApi(JSON.parse('{"nonsense":1}'))).toThrow(
      new Error(`option "nonsense" is unknown (known: ${options.join(', ')})`),
    )
  })
})
