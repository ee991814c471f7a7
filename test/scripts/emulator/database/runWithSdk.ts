import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { PRELOAD } from '../../../../scripts/emulator/built'
import { createLocalWeChat } from '../../../../scripts/emulator/createLocalWeChat'
import { preloadEnvironment } from '../../../../scripts/emulator/redirect/Endpoints'
import { sdkEnvironment } from '../../../../scripts/emulator/redirect/sdkEnvironment'
import type { GivenFixtures } from '../../../../scripts/emulator/state/fixturesSchema'

/** What an operation returned or threw, as JSON. */
export type Outcome = { returned: unknown } | { threw: unknown }

/**
 * Runs operations one after the other in a process with an unmodified SDK, against a new local WeChat.
 *
 * @param sdk the package's name
 * @param operations JavaScript expressions of `db`, `_` (its commands), `$` (of aggregations) and what `helpers` defines
 * @param helpers JavaScript that comes before the operations
 */
export async function runWithSdk(
  sdk: string,
  operations: readonly string[],
  helpers: string,
  fixtures: GivenFixtures,
): Promise<Outcome[]> {
  const wechat = await createLocalWeChat({ fixtures })
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', programOf(sdk, operations, helpers)], {
      env: {
        ...process.env,
        ...sdkEnvironment(`${wechat.url}/admin`, wechat.ticket),
        ...preloadEnvironment(PRELOAD, wechat.endpoints),
      },
      maxBuffer: 1e8,
    })
    const text = stdout.slice(stdout.lastIndexOf('\n[') + 1)
    return JSON.parse(text.replaceAll(/"requestId":"req-\w+"/g, '"requestId":"r"'))
  } finally {
    await wechat.close()
  }
}

const programOf = (sdk: string, operations: readonly string[], helpers: string) => `
const cloud = require(${JSON.stringify(require.resolve(sdk))})
cloud.init({ env: 'local' })
const db = cloud.database()
const _ = db.command
const $ = _.aggregate
${helpers}
const operations = [${operations.map((it) => `async () => ${it}`).join(',\n')}]
const main = async () => {
  const outcomes = []
  for (const operation of operations) {
    try {
      outcomes.push({ returned: await operation() })
    } catch (error) {
      const { errCode, errMsg, code, message } = error
      outcomes.push({ threw: { errCode, errMsg: errMsg ?? message, code } })
    }
  }
  console.log('\\n' + JSON.stringify(outcomes))
}
main()
`
