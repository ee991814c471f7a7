import { nearest } from '../../../../cloudfunctions/openapi/names/nearest'

const APIS = ['logistics.bindAccount', 'logistics.getAllAccount', 'logistics.getQuota']

describe('nearest', () => {
  it.each([
    { name: 'bizID', known: ['type', 'bizId'], near: 'bizId', rule: 'names a name with one letter off' },
    { name: 'abcd', known: ['abxy'], near: 'abxy', rule: 'names one with half of its letters off' },
    { name: 'abcd', known: ['axyz'], near: undefined, rule: 'names none with more than half of them off' },
    { name: 'logistics.bindAcount', known: APIS, near: 'logistics.bindAccount', rule: 'compares methods' },
    { name: 'logistic.getQuota', known: APIS, near: 'logistics.getQuota', rule: 'finds a method of another group' },
    { name: 'getQuota', known: APIS, near: 'logistics.getQuota', rule: 'finds a method without its group' },
    { name: 'logistics.cancelOrder', known: APIS, near: undefined, rule: 'is not misled by an equal group' },
    { name: 'x'.repeat(60), known: ['x'.repeat(59)], near: 'x'.repeat(59), rule: 'looks at names of 60 characters' },
    { name: 'x'.repeat(61), known: ['x'.repeat(60)], near: undefined, rule: 'looks at no longer ones' },
    { name: '', known: ['a'], near: undefined, rule: 'names none for an empty name' },
    { name: 'a', known: [], near: undefined, rule: 'names none where none is known' },
  ])('$rule: $name, $near', ({ name, known, near }) => {
    expect(nearest(name, known)).toBe(near)
  })
})
