import { apis, meaningOf } from '../../../../cloudfunctions/openapi/apis'
import { httpsMeaningOf } from '../../../../cloudfunctions/openapi/https/httpsMeaningOf'

const API = 'logistics.bindAccount'

describe('httpsMeaningOf', () => {
  it("gives what a code of the API's own means", () => {
    expect(httpsMeaningOf(API, 9300529)).toBe(apis[API].codes[9300529])
  })

  it.each([40013, 40125, 40164, 42001, 45009])('knows %d, which only an HTTPS call meets', (errCode) => {
    expect(meaningOf(API, errCode)).toBeUndefined()
    expect(httpsMeaningOf(API, errCode)).toMatchObject({
      meaning: { en: expect.stringMatching(/./), zh: expect.stringMatching(/[\u4e00-\u9fff]/) },
      cause: { en: expect.stringMatching(/./), zh: expect.stringMatching(/[\u4e00-\u9fff]/) },
    })
  })

  it.each([-501001, -501002, -601001])('says of %d what it means outside the cloud', (errCode) => {
    expect(httpsMeaningOf(API, errCode)).not.toEqual(meaningOf(API, errCode))
    expect(JSON.stringify(httpsMeaningOf(API, errCode))).not.toMatch(/cloud|function/)
  })

  it('gives nothing for a code that nobody has documented', () => {
    expect(httpsMeaningOf(API, 123)).toBeUndefined()
  })
})
