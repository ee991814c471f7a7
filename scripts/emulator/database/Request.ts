import * as v from 'valibot'
import { invalidParam } from './DatabaseError'
import type { Fields } from './Documents'
import { decode, decodeFields, isFields } from './extendedJson'
import { refuseNotSimulated } from './refuseNotSimulated'
import { sortOrder } from './updates'

/**
 * How many documents a `get` returns. WeChat documents 1000 for both, but users count 100.
 * https://developers.weixin.qq.com/miniprogram/dev/wxcloud/reference-sdk-api/database/collection/Collection.limit.html
 */
const LIMIT = { byDefault: 100, atMost: 1000 }

const count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** The fields whose types are the same in all SDKs. */
const schema = v.object({
  collectionName: v.optional(v.string()),
  transactionId: v.optional(v.string()),
  limit: v.optional(count, 0),
  offset: v.optional(count, 0),
  multi: v.optional(v.boolean(), false),
  merge: v.optional(v.boolean(), false),
  upsert: v.optional(v.boolean(), false),
  stages: v.optional(v.array(v.object({ stageKey: v.string(), stageValue: v.string() })), []),
})

/** A request as any SDK sends it. Queries and documents are objects, or strings of Extended JSON from 2.0 on. */
export class Request {
  private readonly read: v.InferOutput<typeof schema>

  /**
   * @param now what `db.serverDate()` stands for, in milliseconds
   * @throws DatabaseError
   */
  constructor(
    private readonly fields: Readonly<Fields>,
    private readonly now: number,
  ) {
    const { success, output, issues } = v.safeParse(schema, fields)
    if (!success) {
      const text = issues.map((it) => `${v.getDotPath(it)}: ${it.message}`).join()
      throw invalidParam(text, `请求的字段不正确：${text}`)
    }
    this.read = output
  }

  get collectionName(): string {
    const { collectionName } = this.read
    if (!collectionName) throw invalidParam('collectionName is missing', '缺少 collectionName')
    return collectionName
  }

  get transactionId(): string | undefined {
    return this.read.transactionId
  }

  get query(): Fields {
    const query = this.isWithoutQuery ? {} : this.object('query')
    refuseNotSimulated(query)
    return query
  }

  /** Whether there was no `where()`. */
  get isWithoutQuery(): boolean {
    const { query } = this.fields
    return query === undefined || query === ''
  }

  /** The document or the changes to write. */
  get data(): Fields {
    return this.object('data')
  }

  get document(): Fields {
    const { _id } = this.fields
    return { ...this.data, ...(_id !== undefined && { _id }) }
  }

  get documents(): Fields[] {
    const { data } = this.fields
    return (Array.isArray(data) ? data : [data]).map((it) => this.parse('data', it))
  }

  get multi(): boolean {
    return this.read.multi
  }

  get merge(): boolean {
    return this.read.merge
  }

  get upsert(): boolean {
    return this.read.upsert
  }

  get limit(): number {
    return Math.min(this.read.limit || LIMIT.byDefault, LIMIT.atMost)
  }

  get offset(): number {
    return this.read.offset
  }

  get projection(): Fields {
    const projection = this.fields.projection === undefined ? {} : this.object('projection')
    refuseNotSimulated(projection)
    return projection
  }

  /** `{ path: 1 | -1 }`, or `[{ field, direction }]` before SDK 2.0. */
  get order(): Record<string, 1 | -1> {
    const { order } = this.fields
    if (order === undefined || (Array.isArray(order) && order.length === 0)) return {}
    if (!Array.isArray(order)) return sortOrder(this.object('order'))
    const pairs = order.filter(isFields).map(({ field, direction }) => [field, direction === 'desc' ? -1 : 1])
    return sortOrder(Object.fromEntries(pairs))
  }

  get stages(): Fields[] {
    return this.read.stages.map(({ stageKey, stageValue }) => {
      const stage = { [stageKey]: decode(parsed('stageValue', stageValue), this.now) }
      refuseNotSimulated(stage)
      return stage
    })
  }

  private object(name: string): Fields {
    return this.parse(name, this.fields[name])
  }

  /** `add({})` without data sends null. */
  private parse(name: string, given: unknown): Fields {
    const value = (typeof given === 'string' ? parsed(name, given) : given) ?? {}
    if (!isFields(value)) throw invalidParam(`${name} is not an object`, `${name} 不是对象`)
    return decodeFields(value, this.now)
  }
}

function parsed(name: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw invalidParam(`${name} is not valid JSON`, `${name} 不是有效的 JSON`)
  }
}
