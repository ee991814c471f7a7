import { setTimeout as sleep } from 'node:timers/promises'
import * as v from 'valibot'
import { MAX_TIMER_MS } from '../../../cloudfunctions/openapi/errors/withTimeLimit'
import { says } from '../../../cloudfunctions/openapi/messages/issues'
import type { Message } from '../../../cloudfunctions/openapi/messages/Message'
import { nearest } from '../../../cloudfunctions/openapi/names/nearest'
import { apiName, type LogUnknownNames } from '../schemas/apiName'
import {
  anObject,
  described,
  exactly,
  flag,
  from,
  integer,
  listOf,
  name,
  oneOfThese,
  text,
} from '../schemas/plainSchemas'

const common = {
  api: described(
    apiName,
    'The dotted name of an API, a path that belongs to no API, or token, stable_token or invokeCloudFunction. 接口名、未收录接口的路径，或 token、stable_token、invokeCloudFunction',
  ),
  times: described(
    v.optional(from(1)),
    'The number of calls that fail (default: all until the fault is removed). 失败的次数，默认一直失败，直到移除故障',
  ),
  afterEffect: described(
    v.optional(flag),
    'Whether the call takes effect before it fails (default: false). 是否先生效再失败，默认为 false',
  ),
}

const kind = <S extends v.GenericSchema>(schema: S) =>
  described(
    schema,
    'How the call fails: errcode (WeChat responds with a code), platform (the cloud platform refuses a cloud call), http (an HTTP status), empty (no content), html (a page instead of JSON), cut (a closed connection), delay (a late response). 失败方式：errcode 返回错误码，platform 云开发平台拒绝云调用，http 返回 HTTP 错误状态，empty 无内容，html 返回网页而不是 JSON，cut 断开连接，delay 延迟返回',
  )
const KINDS = ['errcode', 'platform', 'http', 'empty', 'html', 'cut', 'delay']

/** Faults, as `PUT /emulator/faults` and the option --faults accept them. */
export const faultsSchema = listOf(
  v.variant(
    'kind',
    [
      exactly({
        ...common,
        kind: kind(v.literal('errcode')),
        errcode: described(integer, "WeChat's code. 微信的错误码"),
        errmsg: described(
          v.optional(text),
          "WeChat's message (default: that of the code). 错误信息，默认为该错误码的信息",
        ),
      }),
      exactly({
        ...common,
        kind: kind(v.literal('platform')),
        code: described(
          name,
          "The platform's code: EXCEED_REQUEST_LIMIT, SERVER_TIMEOUT, SIGN_PARAM_INVALID or another. 平台的错误码",
        ),
      }),
      exactly({
        ...common,
        kind: kind(v.literal('http')),
        status: described(from(400, 599), 'The HTTP status. HTTP 状态码'),
      }),
      exactly({ ...common, kind: kind(v.picklist(['empty', 'html', 'cut'])) }),
      exactly({
        ...common,
        kind: kind(v.literal('delay')),
        ms: described(from(0, MAX_TIMER_MS), 'How late, in milliseconds. 延迟的毫秒数'),
      }),
    ],
    says(kindMistake),
  ),
)

/** Returns what is wrong with a fault, or with its kind. */
function kindMistake({ expected, input }: v.VariantIssue): Message {
  if (expected === 'Object') return anObject
  const { en, zh } = oneOfThese(KINDS)
  const near = typeof input === 'string' ? nearest(input, KINDS) : undefined
  return near === undefined ? { en, zh } : { en: `${en} (did you mean "${near}"?)`, zh: `${zh}（是不是 ${near}？）` }
}

export type Fault = v.InferOutput<typeof faultsSchema>[number]

/** How a call of an API comes in. */
export type Channel = 'cloud' | 'https'

/** The faults in force. */
export class Faults {
  private list: Fault[] = []
  private readonly closed = new AbortController()

  /** @param onChange called when the faults change, or a call has used one up */
  constructor(
    faults: readonly Fault[],
    private readonly logUnknownNames: LogUnknownNames,
    private readonly onChange: () => void,
  ) {
    this.set(faults)
  }

  get(): readonly Fault[] {
    return this.list
  }

  /** Replaces all faults, and returns them. */
  set(faults: readonly Fault[]): readonly Fault[] {
    this.list = faults.map((fault) => ({ ...fault }))
    this.logUnknownNames('fault', faults)
    this.onChange()
    return this.list
  }

  /** Returns the fault of a call, and uses it up once. */
  take(api: string, channel: Channel): Fault | undefined {
    const fault = this.list.find((it) => it.api === api && !(it.kind === 'platform' && channel === 'https'))
    if (fault?.times !== undefined) {
      if (--fault.times === 0) this.list = this.list.filter((it) => it !== fault)
      this.onChange()
    }
    return fault
  }

  /** Waits if the fault is a delay of what happens now: of the effect, or of the response after it. */
  async delay(fault: Fault | undefined, afterEffect: boolean): Promise<void> {
    if (fault?.kind !== 'delay' || (fault.afterEffect ?? false) !== afterEffect) return
    await sleep(fault.ms, undefined, { signal: this.closed.signal })
  }

  /** Ends every delay. */
  close(): void {
    this.closed.abort()
  }
}
