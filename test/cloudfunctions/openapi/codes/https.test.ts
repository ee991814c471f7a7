import { httpsCodes } from '../../../../cloudfunctions/openapi/codes/https'

describe('httpsCodes', () => {
  it('says of each code in both languages what it means, what causes it and what to do next', () => {
    const texts = Object.entries(httpsCodes).flatMap(([errCode, { meaning, cause, next }]) =>
      [meaning, cause, next].map((text) => ({ errCode, ...text })),
    )

    expect(texts.filter(({ en, zh }) => !en || !zh)).toStrictEqual([])
  })
})
