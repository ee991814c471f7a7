import { httpsCodes } from '../../../../cloudfunctions/openapi/codes/https'

describe('httpsCodes', () => {
  it('has a meaning, cause and next step for each code in both languages', () => {
    const texts = Object.entries(httpsCodes).flatMap(([errCode, { meaning, cause, next }]) =>
      [meaning, cause, next].map((text) => ({ errCode, ...text })),
    )

    expect(texts.filter(({ en, zh }) => !en || !zh)).toStrictEqual([])
  })
})
