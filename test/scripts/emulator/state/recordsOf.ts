import type { RecordsData } from '../../../../scripts/emulator/state/recordsSchema'

/** Records of some kinds, and none of the others. */
export const recordsOf = (some: Partial<RecordsData>): RecordsData => ({
  accounts: [],
  quotas: [],
  orders: [],
  printers: [],
  ...some,
})
