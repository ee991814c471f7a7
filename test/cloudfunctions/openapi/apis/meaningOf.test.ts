import { apis } from '../../../../cloudfunctions/openapi/apis'
import type { Api } from '../../../../cloudfunctions/openapi/apis/Api'
import { bindAccount } from '../../../../cloudfunctions/openapi/apis/logistics/bindAccount'
import { allCodes, meaningOf, sharedCodes } from '../../../../cloudfunctions/openapi/apis/meaningOf'
import { meaningIn } from '../../../../cloudfunctions/openapi/codes/Code'
import { callFunctionCodes } from '../../../../cloudfunctions/openapi/codes/callFunction'
import { httpsCodes } from '../../../../cloudfunctions/openapi/codes/https'
import { platformCodes } from '../../../../cloudfunctions/openapi/codes/platform'

const UNDOCUMENTED = {
  meaning: { en: 'not documented', zh: '文档中没有这个错误码' },
  next: {
    en: 'look the code up at https://developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode.html',
    zh: '请查错误码：https://developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode.html',
  },
}

describe('meaningOf', () => {
  it.each([
    ['an API', 9300529, bindAccount.codes[9300529]],
    ['any API', 47001, platformCodes[47001]],
    ['a success', 0, platformCodes[0]],
    ['calls over HTTPS', 40013, httpsCodes[40013]],
    ['callers of functions', -504002, callFunctionCodes[-504002]],
    ['an undocumented code', 123456, UNDOCUMENTED],
    ['a code that is not a number', Number.NaN, UNDOCUMENTED],
  ])('explains the code of %s', (_whose, errCode, meaning) => {
    expect(meaningOf(errCode)).toStrictEqual(meaning)
  })

  it('does not return the function that builds the errMsg', () => {
    expect(Object.keys(meaningOf(-604101))).toStrictEqual(['meaning', 'cause', 'next'])
  })

  it.each(Object.values<Api>(apis))(
    'explains how to find out whether $name took effect',
    ({ name, ifResponseLost }) => {
      for (const errCode of [-501001, -501002, -601001, -604102, -604103, -504003]) {
        expect(meaningOf(errCode, name)).toMatchObject({ outcomeUnknown: true, next: ifResponseLost })
      }
    },
  )

  it('explains where to look after an unknown outcome of an unknown API', () => {
    expect(meaningOf(-501001).next?.zh).toBe(
      '结果未知：重试之前，先用 getAllAccount（账号）、getOrder（运单）或 getPrinter（打印员）确认是否已生效',
    )
  })

  it('does not take a name of Object.prototype for an API', () => {
    expect(meaningOf(0, 'toString')).toStrictEqual(platformCodes[0])
  })

  it('does not refer to an English message in any Chinese text', () => {
    const texts = Object.keys(allCodes).flatMap((errCode) =>
      Object.values(meaningOf(Number(errCode))).filter((it) => it !== true),
    )

    expect(texts.filter(({ zh = '' }) => /提示/.test(zh))).toStrictEqual([])
  })

  it('explains an undocumented code of one API by the entry of another API', () => {
    expect(meaningOf(9300529, 'logistics.getQuota')).toStrictEqual(bindAccount.codes[9300529])
  })

  it.each(Object.values<Api>(apis))('explains each code of $name as its entry does', ({ name, codes }) => {
    const errCodes = Object.keys(codes).map(Number)

    expect(errCodes.map((errCode) => meaningOf(errCode, name))).toStrictEqual(
      errCodes.map((it) => ({ ...codes[it], remedy: undefined })).map(({ remedy: _, ...it }) => it),
    )
    expect(errCodes.map((errCode) => allCodes[errCode])).toStrictEqual(
      errCodes.map((it) => sharedCodes[it] ?? codes[it]),
    )
  })

  it('does not depend on the order of the tables, because no code is in two, but for what a family says of its own', () => {
    const own = Object.values<Api>(apis)
      .filter(({ name }) => name.startsWith('logistics.'))
      .flatMap(({ codes }) => Object.keys(codes))
    const shared = [httpsCodes, callFunctionCodes, platformCodes].flatMap((codes) => Object.keys(codes))

    expect(shared.filter((errCode, at) => shared.indexOf(errCode) < at || own.includes(errCode))).toStrictEqual([])
    expect(Object.keys(sharedCodes).sort()).toStrictEqual(shared.sort())
  })
})

describe('meaningIn', () => {
  it('prefers the first table that has the code', () => {
    const first = { 1: { meaning: { en: 'first', zh: '一' } } }
    const second = { 1: { meaning: { en: 'second', zh: '二' } }, 2: { meaning: { en: 'other', zh: '其他' } } }

    expect([1, 2].map((errCode) => meaningIn([undefined, first, second], errCode).meaning.en)).toStrictEqual([
      'first',
      'other',
    ])
  })
})
