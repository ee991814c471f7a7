import { nearest } from '../../../../cloudfunctions/openapi/names/nearest'

const APIS = ['logistics.bindAccount', 'logistics.getAllAccount', 'logistics.getQuota']

describe('nearest', () => {
  it.each([
    {
      name: 'finds a name with one wrong letter',
      known: ['type', 'bizId'],
      near: 'bizId',
      rule: 'names a name with one letter off',
    },
    {
      name: 'finds a name with half of its letters wrong',
      known: ['abxy'],
      near: 'abxy',
      rule: 'names one with half of its letters off',
    },
    {
      name: 'finds nothing if more than half of the letters are wrong',
      known: ['axyz'],
      near: undefined,
      rule: 'names none with more than half of them off',
    },
    { name: 'compares method names', known: APIS, near: 'logistics.bindAccount', rule: 'compares methods' },
    { name: 'logistic.getQuota', known: APIS, near: 'logistics.getQuota', rule: 'finds a method of another group' },
    { name: 'getQuota', known: APIS, near: 'logistics.getQuota', rule: 'finds a method without its group' },
    {
      name: 'does not match names that share only the group',
      known: APIS,
      near: undefined,
      rule: 'is not misled by an equal group',
    },
    { name: 'x'.repeat(60), known: ['x'.repeat(59)], near: 'x'.repeat(59), rule: 'compares names of 60 characters' },
    { name: 'x'.repeat(61), known: ['x'.repeat(60)], near: undefined, rule: 'does not compare longer names' },
    { name: 'finds nothing for an empty name', known: ['a'], near: undefined, rule: 'names none for an empty name' },
    { name: 'finds nothing if no names are known', known: [], near: undefined, rule: 'names none where none is known' },
  ])('$rule: $name, $near', ({ name, known, near }) => {
    expect(nearest(name, known)).toBe(near)
  })
})
