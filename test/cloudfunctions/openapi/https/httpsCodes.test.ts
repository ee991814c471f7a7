import { bindAccount } from '../../../../cloudfunctions/openapi/apis/bindAccount'
import { meaningOf } from '../../../../cloudfunctions/openapi/apis/meaningOf'
import { httpsCodes } from '../../../../cloudfunctions/openapi/https/httpsCodes'

describe('httpsCodes', () => {
  it('says of each code in both languages what it means, what causes it and what to do next', () => {
    const texts = Object.entries(httpsCodes).flatMap(([errCode, { meaning, cause, next }]) =>
      [meaning, cause, ...(next ? [next] : [])].map((text) => ({ errCode, ...text })),
    )

    expect(texts.filter(({ en, zh }) => !en || !zh)).toStrictEqual([])
  })

  it.each([40013, 40125, 40164, 42001, 45009])('knows %d, which only an HTTPS call meets', (errCode) => {
    expect(meaningOf(bindAccount, errCode)).toBeUndefined()
    expect(meaningOf(bindAccount, errCode, httpsCodes)).toBe(httpsCodes[errCode])
  })

  it.each([-501001, -501002, -601001])('says of %d what it means outside the cloud', (errCode) => {
    expect(meaningOf(bindAccount, errCode, httpsCodes)).not.toEqual(meaningOf(bindAccount, errCode))
    expect(JSON.stringify(httpsCodes[errCode])).not.toMatch(/cloud|function/)
  })
})
