import { didYouMean, nearest, unknownOption } from '../../../../cloudfunctions/openapi/names/nearest'

const APIS = ['logistics.bindAccount', 'logistics.getAllAccount', 'logistics.getQuota']

describe('nearest', () => {
  it.each([
    { name: 'bizID', known: ['type', 'bizId'], near: 'bizId', rule: 'finds a name with one wrong letter' },
    { name: 'abcd', known: ['abxy'], near: 'abxy', rule: 'finds a name with half of its letters wrong' },
    {
      name: 'abcd',
      known: ['axyz'],
      near: undefined,
      rule: 'finds nothing if more than half of the letters are wrong',
    },
    { name: 'logistics.bindAcount', known: APIS, near: 'logistics.bindAccount', rule: 'compares method names' },
    { name: 'logistic.getQuota', known: APIS, near: 'logistics.getQuota', rule: 'finds a method of another group' },
    { name: 'getQuota', known: APIS, near: 'logistics.getQuota', rule: 'finds a method without its group' },
    {
      name: 'logistics.cancelOrder',
      known: APIS,
      near: undefined,
      rule: 'does not match names that share only the group',
    },
    { name: 'x'.repeat(60), known: ['x'.repeat(59)], near: 'x'.repeat(59), rule: 'compares names of 60 characters' },
    { name: 'x'.repeat(61), known: ['x'.repeat(60)], near: undefined, rule: 'does not compare longer names' },
    { name: '', known: ['a'], near: undefined, rule: 'finds nothing for an empty name' },
    { name: 'a', known: [], near: undefined, rule: 'finds nothing if no names are known' },
  ])('$rule: $name, $near', ({ name, known, near }) => {
    expect(nearest(name, known)).toBe(near)
  })
})

describe('didYouMean', () => {
  it('names what was probably meant in both languages, or nothing', () => {
    expect([didYouMean('bizId'), didYouMean(undefined)]).toEqual([
      { en: ', did you mean bizId?', zh: '，是不是 bizId？' },
      { en: '', zh: '' },
    ])
  })
})

describe('unknownOption', () => {
  const known = ['openid', 'source']

  it('names the first unknown option, the nearest known one and all of them', () => {
    expect(unknownOption({ source: '', openId: 'oUser', xyz: 1 }, known)).toEqual({
      en: 'option "openId" is unknown, did you mean openid? (known: openid, source)',
      zh: '未知选项 "openId"，是不是 openid？（可用：openid, source）',
    })
  })

  it('names the known options if none is near', () => {
    expect(unknownOption({ xyz: 1 }, known)).toEqual({
      en: 'option "xyz" is unknown (known: openid, source)',
      zh: '未知选项 "xyz"（可用：openid, source）',
    })
  })

  it('accepts known options', () => {
    expect(unknownOption({ openid: 'oUser' }, known)).toBeUndefined()
  })
})
