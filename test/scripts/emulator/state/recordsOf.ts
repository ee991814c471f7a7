import type { RecordsData } from '../../../../scripts/emulator/state/recordsSchema'

/** Completes records with empty lists. */
export const recordsOf = (some: Partial<RecordsData>): RecordsData => ({
  accounts: [],
  quotas: [],
  orders: [],
  printers: [],
  payments: [],
  ...some,
})
