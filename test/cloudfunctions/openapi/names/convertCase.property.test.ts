import fc from 'fast-check'
import { snakeCase, toSnakeCase } from '../../../../cloudfunctions/openapi/names/convertCase'
import { type Pair, startRealSdk } from '../../../helpers/realSdk'

/** Names that the test leaves out: one sets a prototype, the other turns a top-level object into a file for the SDK. */
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

/** Nested objects and arrays. */
const params = fc.object({ key: name, values: leaf, maxDepth: 4 })

describe('toSnakeCase, compared with the unmodified wx-server-sdk', () => {
  let sdk: Awaited<ReturnType<typeof startRealSdk>>
  beforeAll(async () => {
    sdk = await startRealSdk()
  })
  afterAll(() => sdk.close())

  it('converts the names in every plain value as the SDK does', async () => {
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

/** Returns a value as JSON keeps it: without undefined, with Dates as strings and Buffers as lists of bytes. */
function asJson(value: object): object {
  return JSON.parse(JSON.stringify(value))
}
