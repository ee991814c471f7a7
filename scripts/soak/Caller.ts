import type { RecordsData } from '../emulator/state/recordsSchema'

/** Calls again and again, and knows what the answers mean for the records. */
export interface Caller {
  /** Makes one call and compares its answer with those before. */
  call(): Promise<void>
  /** What the records say against the answers; nothing is right. */
  disagreements(records: RecordsData): string[]
}
