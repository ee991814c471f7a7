import { apiNames, apis } from '../../../../cloudfunctions/openapi/apis'
import type { Api, ParamTexts } from '../../../../cloudfunctions/openapi/apis/Api'
import { paramTexts } from '../../../../cloudfunctions/openapi/apis/paramTexts'
import { describeParams } from '../../../../cloudfunctions/openapi/params/describeParams'

describe('paramTexts', () => {
  it.each(apiNames())('describe each parameter of %s, and nothing else', (name) => {
    const api: Api = apis[name]
    const paths = describeParams(api.params, {}).map(({ path }) => path.replaceAll('[]', ''))

    expect(Object.keys(paramTexts[name]).sort()).toStrictEqual(paths.sort())
  })

  it('describe it in both languages', () => {
    const texts = Object.values<ParamTexts>(paramTexts).flatMap((it) => Object.values(it))

    expect(texts.filter(({ en, zh }) => !en || !/[\u4e00-\u9fff]/.test(zh))).toStrictEqual([])
  })
})
