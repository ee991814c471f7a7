/** Changes by their keys; `undefined` removes. */
export type Changes = ReadonlyMap<string, string | undefined>

/** Where records are kept: texts by their keys. */
export interface Store {
  /** How messages call it. */
  readonly place: string
  /** All that is kept. */
  read(): Promise<Map<string, string>>
  /**
   * Keeps changes, all or none; they are on disk when it resolves. After one that failed the next brings whatever is
   * kept to `everything`, so that no half of what failed stays.
   */
  write(changes: Changes, everything: () => ReadonlyMap<string, string>): Promise<void>
  /** Tells others by which address the holder of the place is reached. */
  heldAt(url: string): Promise<void>
  close(): Promise<void>
}

/** The store of records that end with the process. */
export const nowhere: Store = {
  place: ':memory:',
  read: async () => new Map(),
  write: async () => {},
  heldAt: async () => {},
  close: async () => {},
}
