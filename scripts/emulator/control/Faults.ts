import { setTimeout as sleep } from 'node:timers/promises'
import * as v from 'valibot'
import { MAX_TIMER_MS } from '../../../cloudfunctions/openapi/errors/withTimeLimit'
import { apiName } from './apiName'
import type { UnknownNames } from './UnknownNames'

const common = {
  /** The dotted name of an API, a path that is no API's, or `token`, `stable_token` or `invokeCloudFunction`. */
  api: apiName,
  /** For how many calls; until cleared unless set. */
  times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** The call takes effect first, and then its answer goes wrong. */
  afterEffect: v.optional(v.boolean()),
}

/** What shall go wrong, as `PUT /emulator/faults` and the option --faults take it. */
export const faultsSchema = v.array(
  v.variant('kind', [
    /** WeChat refuses with a code. */
    v.strictObject({
      ...common,
      kind: v.literal('errcode'),
      errcode: v.pipe(v.number(), v.integer()),
      errmsg: v.optional(v.string()),
    }),
    /** The cloud platform fails, with a code such as EXCEED_REQUEST_LIMIT, SERVER_TIMEOUT or SIGN_PARAM_INVALID; cloud calls only. */
    v.strictObject({ ...common, kind: v.literal('platform'), code: v.pipe(v.string(), v.nonEmpty()) }),
    v.strictObject({
      ...common,
      kind: v.literal('http'),
      status: v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599)),
    }),
    v.strictObject({ ...common, kind: v.picklist(['empty', 'html', 'cut']) }),
    v.strictObject({
      ...common,
      kind: v.literal('delay'),
      ms: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_TIMER_MS)),
    }),
  ]),
)

export type Fault = v.InferOutput<typeof faultsSchema>[number]

/** Which way a call comes in. */
export type Channel = 'cloud' | 'https'

/** The faults that wait for calls. */
export class Faults {
  private list: Fault[] = []
  private readonly closed = new AbortController()

  /** @param onChange is told whenever there are others, or one was used up by a call */
  constructor(
    faults: readonly Fault[],
    private readonly unknownNames: UnknownNames,
    private readonly onChange: () => void,
  ) {
    this.set(faults)
  }

  get(): readonly Fault[] {
    return this.list
  }

  /** Puts these in the place of all others. */
  set(faults: readonly Fault[]): void {
    this.list = faults.map((fault) => ({ ...fault }))
    this.unknownNames.tell(
      'fault',
      faults.map(({ api }) => api),
    )
    this.onChange()
  }

  /** What shall go wrong with a call that has come in; a delay has passed by then. */
  async take(api: string, channel: Channel): Promise<Fault | undefined> {
    const fault = this.list.find((it) => it.api === api && !(it.kind === 'platform' && channel === 'https'))
    if (fault?.times !== undefined) {
      if (--fault.times === 0) this.list = this.list.filter((it) => it !== fault)
      this.onChange()
    }
    if (fault?.kind === 'delay') await sleep(fault.ms, undefined, { signal: this.closed.signal })
    return fault
  }

  /** Ends every delay. */
  close(): void {
    this.closed.abort()
  }
}
