import { platformCodes } from '../../../../cloudfunctions/openapi/codes/platform'

const TABLE = Object.entries(platformCodes).map(([errCode, code]) => ({ errCode: Number(errCode), ...code }))

describe('platformCodes', () => {
  it('has a meaning for each code in both languages, and a next step for each failure', () => {
    const texts = TABLE.flatMap(({ errCode, meaning, cause, next }) =>
      [meaning, cause ?? meaning, next ?? meaning].map((text) => ({ errCode, ...text })),
    )

    expect(texts.filter(({ en, zh }) => !en || !zh)).toStrictEqual([])
    expect(TABLE.filter((code) => code.errCode !== 0 && !code.next && !code.outcomeUnknown)).toStrictEqual([])
  })

  it('has a remedy for the three codes whose messages do not explain the failure', () => {
    expect(errCodesWhere(({ remedy }) => remedy !== undefined)).toStrictEqual([-604104, -604101, -604100])
  })

  it('marks the failures after which the call may have taken effect', () => {
    expect(errCodesWhere(({ outcomeUnknown }) => outcomeUnknown === true)).toStrictEqual([
      -604103, -604102, -601001, -501002, -501001,
    ])
  })
})

function errCodesWhere(condition: (code: (typeof TABLE)[number]) => boolean): number[] {
  return TABLE.filter(condition)
    .map(({ errCode }) => errCode)
    .sort((a, b) => a - b)
}
