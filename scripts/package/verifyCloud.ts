import { type ApiName, apiNames, apis, shortName } from '../../cloudfunctions/openapi/apis'
import { methodOf } from '../../cloudfunctions/openapi/cloud/callInCloud'
import { checkCaller } from '../../cloudfunctions/openapi/cloud/checkCaller'
import { hasTicket } from '../../cloudfunctions/openapi/cloud/doctor'
import { endUser } from '../../cloudfunctions/openapi/cloud/endUser'
import { cloud } from '../../cloudfunctions/openapi/cloud/sdk'
import { isOpenApiError } from '../../cloudfunctions/openapi/errors/OpenApiError'
import { readProperty } from '../../cloudfunctions/openapi/errors/readProperty'
import { lastSource } from '../../cloudfunctions/openapi/names/lastSource'

/** What a probe expects and sees: two values that are equal if the row holds. */
type Seen = [expected: unknown, seen: unknown]

/** The row about the ticket of each source, and whether there is one. Other sources: ticket-other. */
const BY_SOURCE: Readonly<Record<string, [row: string, ticket: boolean]>> = {
  wx_devtools: ['ticket-devtools', true],
  wx_localdebug: ['ticket-devtools', true],
  wx_delaytask: ['ticket-delayed', false],
  '': ['console-source', false],
}
/** The sources whose tickets are documented. */
const DOCUMENTED = ['wx_client', 'wx_http', 'wx_trigger', 'scf']

/** `verifyCloud`: checks the assumptions about functions where it runs, for admins only. It changes nothing. */
export async function main(event: unknown, context: unknown): Promise<object> {
  const user = endUser()
  try {
    await checkCaller({ api: 'verifyCloud' }, user, event, context)
  } catch (thrown) {
    return isOpenApiError(thrown) ? thrown.toJSON() : { errCode: -1, errMsg: 'verifyCloud:fail' }
  }
  const source = lastSource(user.source ?? '')
  const isCaller = user.ids.length > 0
  if (source === 'scf') {
    // Called by itself.
    if (readProperty(event, 'exit') === true) process.exit(1)
    return { ticket: hasTicket(), isCaller }
  }
  const rows: Record<string, Seen> = {
    'process-send': ['undefined', typeof process.send],
    'time-limit-known': ['number', typeof readProperty(context, 'time_limit_in_ms')],
  }
  const [row, ticket] = BY_SOURCE[source] ?? ['ticket-other', false]
  if (!DOCUMENTED.includes(source)) rows[row] = [ticket, hasTicket()]
  const accounts = 'logistics.getAllAccount'
  const nested = (data: object) => cloud.callFunction({ name: 'verifyCloud', data })
  const [called, exited, plain, other, ...codes] = await Promise.all([
    nested({}).then((it) => readProperty(it, 'result'), codeOf),
    nested({ exit: true }).then(
      () => 0,
      (it) => readProperty(it, 'code'),
    ),
    codeFrom(methodOf(cloud, accounts)({})),
    codeFrom(methodOf({ openapi: cloud.openapi({ appid: 'wx1111111111111111' }) }, accounts)({})),
    ...apiNames().map((name) => codeFrom(methodOf(cloud, name)({}))),
  ])
  rows['ticket-nested'] = [false, readProperty(called, 'ticket')]
  if (isCaller) rows['nested-caller'] = [false, readProperty(called, 'isCaller')]
  rows['nested-failures'] = ['FUNCTIONS_EXECUTE_FAIL', exited]
  // Without a ticket, every cloud call fails alike.
  if (hasTicket()) {
    rows['openapi-appid'] = [plain, other]
    const existence = (name: ApiName): Seen => [apis[name].cloud, codes[apiNames().indexOf(name)] !== -604100]
    for (const name of apiNames()) rows[`cloud-${shortName(name)}`] = existence(name)
    rows['shipping-cloud-call'] = existence('wxa.sec.order.isTradeManaged')
    rows['ticket-strange'] = [-604104, await withTicket('made-up', () => codeFrom(methodOf(cloud, accounts)({})))]
  }
  return {
    errCode: 0,
    errMsg: 'verifyCloud:ok',
    rows: Object.entries(rows).map(([id, [expected, seen]]) => ({
      id,
      result: expected === seen ? 'holds' : 'differs',
      expected: String(expected),
      seen: String(seen),
    })),
  }
}

/** Makes a call with another ticket, which the SDK reads from the environment. */
async function withTicket<T>(ticket: string, call: () => Promise<T>): Promise<T> {
  const { WX_API_TOKEN } = process.env
  process.env.WX_API_TOKEN = ticket
  return call().finally(() => {
    process.env.WX_API_TOKEN = WX_API_TOKEN
  })
}

function codeFrom(call: Promise<unknown>): Promise<unknown> {
  return call.then(() => 0, codeOf)
}

function codeOf(thrown: unknown): unknown {
  return readProperty(thrown, 'errCode') ?? String(thrown)
}
