import { adminOpenids } from '../../../../cloudfunctions/openapi/cloud/adminOpenids'

describe('adminOpenids', () => {
  it.each([
    { text: undefined, ids: [] },
    { text: '', ids: [] },
    { text: ' ,， ', ids: [] },
    { text: 'oAdmin', ids: ['oAdmin'] },
    { text: ' o1, o2，o3;o4；o5、o6､o7　o8\t\no9,,', ids: ['o1', 'o2', 'o3', 'o4', 'o5', 'o6', 'o7', 'o8', 'o9'] },
  ])('reads $text', ({ text, ids }) => {
    jest.replaceProperty(process, 'env', { ADMIN_OPENIDS: text })

    expect(adminOpenids()).toStrictEqual(ids)
  })
})
