import type { Changes } from './Store'

/** Brings records from one version to the next: from all texts by their keys to what changes in them. */
export type Migration = (texts: ReadonlyMap<string, string>) => Changes

/**
 * The steps from each version of the records to the next: the first from 1 to 2. A step that was released is never
 * changed, nor does it use code that may change, such as the schema of today: what it reads was written long ago.
 */
export const migrations: readonly Migration[] = []
