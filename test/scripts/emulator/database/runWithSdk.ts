import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { PRELOAD } from '../../../../scripts/emulator/built'
import { Database } from '../../../../scripts/emulator/database/Database'
import { DatabaseError } from '../../../../scripts/emulator/database/DatabaseError'
import { isFields } from '../../../../scripts/emulator/database/extendedJson'
import { preloadEnvironment } from '../../../../scripts/emulator/redirect/Endpoints'
import { sdkEnvironment } from '../../../../scripts/emulator/redirect/sdkEnvironment'
import { portOf } from '../../../helpers/portOf'
import type { MemoryDocuments } from './MemoryDocuments'

/** What an operation returned or threw, as JSON. */
export type Outcome = { returned: unknown } | { threw: unknown }

/**
 * Runs operations one after the other in a process with an unmodified SDK, against a new database.
 *
 * @param sdk the package's name
 * @param operations JavaScript expressions of `db`, `_` (its commands), `$` (of aggregations) and what `helpers` defines
 * @param helpers JavaScript that comes before the operations
 */
export async function runWithSdk(
  sdk: string,
  operations: readonly string[],
  helpers: string,
  documents: MemoryDocuments,
): Promise<Outcome[]> {
  const database = new Database(documents)
  const server = createServer(async (request, response) => {
    const body = await json(request)
    response.setHeader('content-type', 'application/json; charset=utf-8')
    response.end(JSON.stringify({ requestId: 'r', ...responseTo(database, body) }))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    const port = portOf(server)
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', programOf(sdk, operations, helpers)], {
      env: {
        ...process.env,
        ...sdkEnvironment(`http://127.0.0.1:${port}/admin`, 'ticket'),
        ...preloadEnvironment(PRELOAD, { host: '127.0.0.1', port, tlsPort: port, ca: '' }),
      },
      maxBuffer: 1e8,
    })
    return JSON.parse(stdout.slice(stdout.lastIndexOf('\n[') + 1))
  } finally {
    server.close()
    server.closeAllConnections()
  }
}

function responseTo(database: Database, body: unknown): object {
  try {
    if (!isFields(body)) throw new Error('the body is not an object')
    return database.call(String(body.action), body)
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    return { code: error.code, message: error.message }
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
