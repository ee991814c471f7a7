import fc from 'fast-check'
import { snakeCase, toSnakeCase } from '../../../../cloudfunctions/openapi/names/convertCase'
import { type Pair, startRealSdk } from '../../../helpers/realSdk'

/** Names that no caller gives: one sets a prototype, the other makes a top-level object a file for the SDK. */
const SPECIAL = ['__proto__', 'value']

const name = fc
  .oneof(
    fc.constantFrom('bizId', 'bizID', 'BizId', 'biz_id', 'biz_i_d', 'ID', 'id', '_id', 'addr1', 'addr_1', 'a1B', 'é'),
    fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,7}$/),
  )
  .filter((it) => !SPECIAL.includes(snakeCase(it)))

const leaf = [
  fc.string({ unit: 'grapheme' }),
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom(null, undefined),
  fc.date({ noInvalidDate: false }),
  fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
]

/** Objects and arrays in each other, arrays in arrays, with a leaf at every end. */
const params = fc.object({ key: name, values: leaf, maxDepth: 4 })

describe('toSnakeCase, beside the unmodified wx-server-sdk', () => {
  let sdk: Awaited<ReturnType<typeof startRealSdk>>
  beforeAll(async () => {
    sdk = await startRealSdk()
  })
  afterAll(() => sdk.close())

  it('gives every plain value the names that the SDK gives it on the wire', async () => {
    await fc.assert(
      fc.asyncProperty(params, async (value) => {
        const theirs = await sdk.sent((cloud) => cloud.openapi.some.api(value))
        const ours = await sdk.sent((cloud) => cloud.openapi({ convertCase: false }).some.api(toSnakeCase(value)))

        expect(ours).toEqual(theirs)
        expect(readPairs(theirs)).toEqual(new Map(Object.entries(asJson(toSnakeCase(value)))))
      }),
      { numRuns: 200 },
    )
  })
})

function readPairs(pairs: Pair[]): Map<string, unknown> {
  return new Map(pairs.map(({ key, value }) => [key, JSON.parse(Buffer.from(value).toString())]))
}

/** What JSON keeps of a value: no undefined, Dates as texts, Buffers as lists of bytes. */
function asJson(value: object): object {
  return JSON.parse(JSON.stringify(value))
}
