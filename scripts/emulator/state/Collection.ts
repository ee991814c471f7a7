import * as v from 'valibot'
import { MessageError } from '../../../cloudfunctions/openapi/messages/Message'

/** A kind of record, such as accounts. */
export interface Kind<R extends object> {
  /** The first part of every key on disk. Never change it. */
  readonly name: string
  readonly schema: v.GenericSchema<unknown, R>
  /** The fields that identify a record; never change them. */
  readonly key: readonly (keyof R)[]
}

/** Receives the key on disk and what to store there; `undefined` deletes it. */
export type OnChange<R extends object = object> = (key: string, entry: Entry<R> | undefined) => void

/** A record with its position in the list, which stays the same when the record changes. */
export type Entry<R extends object = object> = readonly [position: number, record: R]

/**
 * The records of one kind, in memory and in the order in which they were added. Each change is passed to `onChange` first;
 * if that throws, nothing changes.
 *
 * @example
 * const accounts = new Collection(kind, (key, entry) => changes.set(key, entry))
 * accounts.put(account)
 * accounts.get('wx0000000000000000', 'YUNDA', '123456')
 */
export class Collection<R extends object> {
  private entries = new Map<string, Entry<R>>()
  private lastPosition = 0

  constructor(
    private readonly kind: Kind<R>,
    private readonly onChange: OnChange<R>,
  ) {}

  /** Returns the record with these values of the fields of its key. */
  get(...parts: readonly (string | number)[]): Readonly<R> | undefined {
    return this.entries.get(this.key(parts))?.[1]
  }

  all(): Readonly<R>[] {
    return Array.from(this.entries.values(), ([, record]) => record)
  }

  /** Adds a record, or replaces the one with the same key. */
  put(record: R): void {
    const key = this.keyOf(record)
    const position = this.entries.get(key)?.[0] ?? ++this.lastPosition
    // A copy, since the caller may change the object later; validated, since a restart validates it too.
    const entry = [position, Object.freeze(v.parse(this.kind.schema, record))] as const
    this.onChange(key, entry)
    this.entries.set(key, entry)
  }

  /** Deletes a record. Does nothing if the key is unknown. */
  remove(...parts: readonly (string | number)[]): void {
    const key = this.key(parts)
    if (!this.entries.has(key)) return
    this.onChange(key, undefined)
    this.entries.delete(key)
  }

  /** Replaces all records by these. */
  replace(records: readonly R[]): void {
    for (const key of this.entries.keys()) this.onChange(key, undefined)
    this.entries.clear()
    for (const record of records) this.put(record)
  }

  /**
   * Replaces all records by those that are stored, without calling `onChange`.
   *
   * @param stored the JSON of entries by key; those of other kinds are ignored
   * @throws Error that names the key of an invalid entry
   */
  load(stored: ReadonlyMap<string, string>): void {
    const { name, schema } = this.kind
    const prefix = `[${JSON.stringify(name)},`
    const entrySchema = v.strictTuple([v.number(), schema])
    const loaded: [string, Entry<R>][] = []
    for (const [key, text] of stored) {
      if (!key.startsWith(prefix)) continue
      const { success, output } = v.safeParse(entrySchema, JSON.parse(text))
      if (!success || this.keyOf(output[1]) !== key) {
        throw new MessageError({ en: `${key} is not a valid entry of ${name}`, zh: `${key} 不是有效的 ${name} 条目` })
      }
      loaded.push([key, [output[0], Object.freeze(output[1])]])
    }
    loaded.sort(([, [a]], [, [b]]) => a - b)
    this.entries = new Map(loaded)
    this.lastPosition = loaded.at(-1)?.[1][0] ?? 0
  }

  private keyOf(record: R): string {
    return this.key(this.kind.key.map((field) => record[field]))
  }

  private key(parts: readonly unknown[]): string {
    return JSON.stringify([this.kind.name, ...parts])
  }
}
