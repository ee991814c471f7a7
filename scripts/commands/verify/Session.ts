import { randomBytes } from 'node:crypto'
import * as v from 'valibot'
import { type ApiName, apis, isApiName } from '../../../cloudfunctions/openapi/apis'
import type { Api } from '../../../cloudfunctions/openapi/apis/Api'
import { ridIn } from '../../../cloudfunctions/openapi/errors/OpenApiError'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { Failure, withinTime } from '../../../cloudfunctions/openapi/https/Failure'
import { parseJson, send, type WeChatAnswer } from '../../../cloudfunctions/openapi/https/send'
import { stableTokens } from '../../../cloudfunctions/openapi/https/stableTokens'
import { inBoth, joined, type Message } from '../../../cloudfunctions/openapi/messages/Message'
import { isObject } from '../../../cloudfunctions/openapi/names/isObject'
import { assumptions, order } from '../../emulator/assumptions.json'
import { UNBOUND } from '../../emulator/state/recordsSchema'
import { mismatches } from './mismatches'

/** A call of a probe. Strings that start with `$` are placeholders. */
export interface Step {
  /** The dotted name of an API, or a path. */
  call: string
  /** Default: the verb of the API; POST for a path. */
  verb?: string | undefined
  query?: object | undefined
  /** The body; null is sent. */
  with?: object | undefined
  /** What differs from the order of the data; null leaves a parameter out. */
  order?: object | undefined
  /** The body as text. */
  raw?: string | undefined
  /** The content type (default: application/json). */
  type?: string | undefined
  /** The access_token (default: the valid one). */
  token?: string | undefined
  /** The codes that agree with the assumption. */
  expect: readonly number[]
  /** How the message starts. */
  errmsg?: string | undefined
  /** What the response has, and what it does not have. */
  fields?: object | undefined
  lacks?: object | undefined
  /** Whether the row is not checked, instead of different, if the code is another one. */
  setup?: boolean | undefined
  /** The couriers of --account for which the row says something else. */
  except?: readonly string[] | undefined
}

/** A row of the assumptions. */
export interface Row {
  id: string
  assumed: Message
  check: Message
  by: string
  steps?: readonly Step[] | undefined
}

export const rows: readonly Row[] = assumptions

const OPTIONS = { openid: '--openid', courier: '--account', env: '--env' }

/** Returns the option without which a row cannot be checked. */
export function optionOf({ by, steps }: Row): string | undefined {
  if (by === 'function') return '--function'
  const text = JSON.stringify(steps ?? [])
  return Object.entries(OPTIONS).find(([name]) => text.includes(`"$${name}"`))?.[1]
}

/** What a row has shown. */
export interface Finding {
  result: 'holds' | 'differs' | 'not checked'
  expected: string
  seen: Message
  rid?: string | undefined
}

/** How long to wait for a response, in milliseconds. */
const TIMEOUT_MS = 15_000
/** The token, the credentials, the whitelist, the service, the quota: every other call would fail too. */
const FATAL: readonly number[] = [40001, 40013, 40125, 40164, 42001, 45009, 48001]
/** The bind was accepted, for now or for a review. */
const ACCEPTED: readonly number[] = [0, 9300532]
/** One more than batchGetOrder takes. */
const TOO_MANY = 101

const cloudRow = v.object({
  id: v.string(),
  result: v.picklist(['holds', 'differs', 'not checked']),
  expected: v.string(),
  seen: v.string(),
})

/** What a call leaves, and how to remove it; `run` resolves to whether nothing is left. */
interface Undo {
  what: Message
  run: () => Promise<boolean>
}

/** Makes the calls of probes, and undoes what WeChat has accepted of them. */
export class Session {
  /** What could not be undone. */
  readonly left: Message[] = []
  /** What differs from the registry in the responses of each API that had a successful one. */
  private readonly shapes = new Map<ApiName, Map<string, Message>>()
  /** Set to stop before the next call. */
  stopped = false
  private undos: Undo[] = []
  /** What was bound before: it is never unbound. */
  private readonly bound = new Set<string>()

  /** @param values by the placeholders of steps, without `$` */
  constructor(
    private readonly baseUrl: string,
    private readonly values: Record<string, unknown>,
  ) {}

  /**
   * Gets a token, without force, and makes the calls that only read.
   *
   * @returns the token
   * @throws Failure
   */
  async start({ appid, secret }: { appid: string; secret: string }): Promise<string> {
    const token = await stableTokens({ appid, secret, baseUrl: this.baseUrl, timeoutMs: TIMEOUT_MS, fetch })()
    this.values.token = token
    const { fields } = await this.send({ call: 'logistics.getAllAccount' })
    for (const it of Array.isArray(fields.list) ? fields.list : [])
      if (readProperty(it, 'status_code') !== UNBOUND) this.bound.add(accountIn(it))
    await this.send({ call: 'logistics.getAllDelivery' })
    await this.send({ call: 'logistics.getPrinter' })
    return token
  }

  /**
   * Returns what the function verifyCloud has found; one row about itself if it has found nothing.
   *
   * @throws Failure if going on makes no sense
   */
  async cloudRows(): Promise<v.InferOutput<typeof cloudRow>[]> {
    const query = { env: '$env', name: 'verifyCloud' }
    const { errmsg, fields } = await this.send({ call: '/tcb/invokecloudfunction', query, with: {} })
    const report = parseJson(String(fields.resp_data))
    const found = v.safeParse(v.object({ rows: v.array(cloudRow) }), report)
    if (found.success) return found.output.rows
    const seen = String(readProperty(report, 'errMsg') ?? errmsg)
    return [{ id: 'verifyCloud', result: 'not checked', expected: '', seen }]
  }

  /** Returns what the successful responses of each API have shown about its fields, and what was assumed. */
  shapeRows(): [row: Pick<Row, 'id' | 'assumed'>, finding: Finding][] {
    return [...this.shapes].map(([api, found]) => [
      { id: `shape-${nameOf(api)}`, assumed: FIELDS },
      { result: found.size > 0 ? 'differs' : 'holds', expected: FIELDS.en, seen: joined([...found.values()]) },
    ])
  }

  /**
   * Runs the probe of a row, and undoes what it did.
   *
   * @throws Failure if going on makes no sense
   */
  async check({ steps = [] }: Row): Promise<Finding> {
    const id = `wx-logistics-${randomBytes(8).toString('hex')}`
    Object.assign(this.values, { order: id, orders: Array(TOO_MANY).fill({ order_id: id, delivery_id: 'TEST' }) })
    const expected: string[] = []
    const seen: string[] = []
    const found = (result: Finding['result'], rid?: string): Finding => ({
      ...{ result, rid, expected: expected.join(', ') },
      seen: inBoth(() => seen.join(', ')),
    })
    try {
      for (const { call, expect, errmsg: start = '', except, setup, ...step } of steps) {
        const [likes, lacks] = [this.filled(step.fields ?? {}), this.filled(step.lacks)]
        expected.push(words(nameOf(call), expect.join('/'), start, json(step.fields), lacks && `!${json(step.lacks)}`))
        if (this.stopped) throw new Failure(0, '', 'unsent')
        if (except?.some((it) => it === this.values.courier)) return { ...found('not checked'), seen: OTHER_COURIER }
        const { errcode, errmsg, fields } = await this.send({ call, ...step })
        const said = errmsg.replace(/ ?rid: .*/s, '')
        const ok = expect.includes(errcode) && said.startsWith(start)
        const holds = ok && matches(likes, fields) && !(lacks && matches(lacks, fields))
        if (fields.waybill_id !== undefined) this.values.waybill = fields.waybill_id
        const values = ok && !holds ? json(shown({ ...Object(likes), ...Object(lacks) }, fields)) : ''
        seen.push(words(nameOf(call), String(errcode), ok ? start : said, values))
        if (!holds) return found(setup ? 'not checked' : 'differs', ridIn(errmsg))
      }
      return found('holds')
    } finally {
      for (const { what, run } of this.undos.splice(0).reverse())
        if (!(await run().catch(() => false))) this.left.push(what)
    }
  }

  /**
   * Sends a step.
   *
   * @throws Failure if WeChat was not reached, or refuses every call
   */
  private async send(step: Omit<Step, 'expect'>): Promise<WeChatAnswer> {
    const { call, raw, type, token = String(this.values.token), query = {} } = step
    const api: Api | undefined = isApiName(call) ? apis[call] : undefined
    const url = new URL(this.baseUrl + (api?.https.path ?? call))
    url.search = String(new URLSearchParams({ ...(token && { access_token: token }), ...Object(this.filled(query)) }))
    const merged = step.order && Object.entries({ ...order, ...step.order }).filter(([, it]) => it !== null)
    const body = Object(this.filled(merged ? Object.fromEntries(merged) : step.with))
    const verb = (step.verb ?? api?.https.verb) === 'GET' ? 'GET' : 'POST'
    const own: typeof fetch = (input, init) =>
      fetch(input, {
        ...init,
        ...(raw !== undefined && { body: raw }),
        ...(type && { headers: { 'content-type': type } }),
      })
    const undo = this.undoOf(call, body)
    if (undo) this.undos.push(undo)
    const success = api?.success ?? 'errcode'
    const request = { verb, url, success, secrets: [], ...(verb === 'POST' && { body }) } as const
    const answer = await withinTime(TIMEOUT_MS, (signal) => send(own, request, signal)).catch(
      (thrown): WeChatAnswer => {
        // A response of another form is WeChat's too; without a response, nothing is known.
        if (!(thrown instanceof Failure && /^HTTP|not from WeChat/.test(thrown.message))) throw thrown
        return { errcode: thrown.errCode, errmsg: thrown.message, fields: {} }
      },
    )
    if (undo && answer.errcode > 0 && !ACCEPTED.includes(answer.errcode)) this.undos.pop()
    if (FATAL.includes(answer.errcode) && step.token === undefined)
      throw new Failure(answer.errcode, answer.errmsg, 'answered')
    if (isApiName(call) && answer.errcode === 0) {
      const found = this.shapes.get(call) ?? new Map()
      for (const it of mismatches(apis[call].result, answer.fields)) found.set(it.en, it)
      this.shapes.set(call, found)
    }
    return answer
  }

  /** Returns how to undo a call that WeChat may accept. */
  private undoOf(call: string, body: object): Undo | undefined {
    const { type, update_type, delivery_id, biz_id, order_id, openid }: Record<string, unknown> = { ...body }
    const ends = async (name: ApiName, params: object, ...done: number[]) => {
      const { errcode } = await this.send({ call: name, with: params })
      return [0, ...done].includes(errcode)
    }
    if (call === 'logistics.bindAccount' && type === 'bind' && !this.bound.has(accountIn(body)))
      return {
        what: inBoth((it) => `${{ en: 'unbind', zh: '解绑' }[it]} ${accountIn(body)}`),
        run: () => ends(call, { type: 'unbind', delivery_id, biz_id }, 9300530, 40097, 9300520, 9300503),
      }
    if (call === 'logistics.updatePrinter' && update_type === 'bind')
      return { what: PRINTER, run: () => ends(call, { openid, update_type: 'unbind' }) }
    if (call !== 'logistics.addOrder') return undefined
    return {
      what: inBoth((it) => `${{ en: 'cancel order', zh: '取消订单' }[it]} ${order_id}`),
      run: async () => {
        const ids = { order_id, delivery_id, openid }
        const { errcode, fields } = await this.send({ call: 'logistics.getOrder', with: ids })
        if (errcode !== 0) return errcode === 930563
        return ends('logistics.cancelOrder', { ...ids, waybill_id: fields.waybill_id }, 9300524)
      },
    }
  }

  /** Replaces the placeholders of a step. */
  private filled(part: unknown): unknown {
    if (part === undefined) return undefined
    return JSON.parse(JSON.stringify(part), (_name, it) =>
      typeof it === 'string' && it[0] === '$' ? this.values[it.slice(1)] : it,
    )
  }
}

const FIELDS: Message = { en: 'the documented fields', zh: '文档中的字段' }
const OTHER_COURIER: Message = { en: 'not at this courier', zh: '不适用于该快递公司' }
const PRINTER: Message = { en: 'unbind the printer of --openid', zh: '解绑 --openid 的打印员' }

/** Returns the name of an API without its group, or a path. */
export function nameOf(call: string): string {
  return call.replace('logistics.', '')
}

function accountIn(it: unknown): string {
  return `${readProperty(it, 'delivery_id')} ${readProperty(it, 'biz_id')}`
}

function json(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value)
}

/** Joins what is not empty. */
function words(...parts: unknown[]): string {
  return parts.filter(Boolean).join(' ')
}

/** Returns whether a value has everything of another one; a list, whether it has each of its elements. */
function matches(part: unknown, whole: unknown): boolean {
  if (Array.isArray(part)) return Array.isArray(whole) && part.every((it) => whole.some((of) => matches(it, of)))
  if (!isObject(part)) return part === whole
  return Object.entries(part).every(([name, it]) => matches(it, readProperty(whole, name)))
}

/** Returns the values of a response for the names that were expected, without text, which may be personal. */
function shown(part: unknown, whole: unknown): unknown {
  if (Array.isArray(whole)) return [whole.length]
  if (isObject(part))
    return Object.fromEntries(
      Object.keys(part).map((it) => [it, shown(readProperty(part, it), readProperty(whole, it))]),
    )
  return typeof whole === 'string' && whole !== '' ? '...' : (whole ?? null)
}
