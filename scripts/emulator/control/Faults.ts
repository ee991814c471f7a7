import { setTimeout as sleep } from 'node:timers/promises'
import * as v from 'valibot'
import { MAX_TIMER_MS } from '../../../cloudfunctions/openapi/errors/withTimeLimit'
import { says } from '../../../cloudfunctions/openapi/messages/issues'
import type { Message } from '../../../cloudfunctions/openapi/messages/Message'
import { nearest } from '../../../cloudfunctions/openapi/names/nearest'
import { apiName } from '../schemas/apiName'
import { anObject, exactly, flag, from, integer, listOf, name, oneOfThese, text } from '../schemas/plainSchemas'
import type { LogUnknownNames } from './apiNames'

const common = {
  /** The dotted name of an API, a path that belongs to no API, or `token`, `stable_token` or `invokeCloudFunction`. */
  api: apiName,
  /** The number of calls that fail (default: all until the fault is removed). */
  times: v.optional(from(1)),
  /** Whether the call takes effect before it fails. */
  afterEffect: v.optional(flag),
}

const KINDS = ['errcode', 'platform', 'http', 'empty', 'html', 'cut', 'delay']

/** Faults, as `PUT /emulator/faults` and the option --faults accept them. */
export const faultsSchema = listOf(
  v.variant(
    'kind',
    [
      /** WeChat responds with a code. */
      exactly({ ...common, kind: v.literal('errcode'), errcode: integer, errmsg: v.optional(text) }),
      /** The cloud platform responds with a code such as EXCEED_REQUEST_LIMIT, SERVER_TIMEOUT or SIGN_PARAM_INVALID; cloud calls only. */
      exactly({ ...common, kind: v.literal('platform'), code: name }),
      exactly({ ...common, kind: v.literal('http'), status: from(400, 599) }),
      exactly({ ...common, kind: v.picklist(['empty', 'html', 'cut']) }),
      exactly({ ...common, kind: v.literal('delay'), ms: from(0, MAX_TIMER_MS) }),
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
