import type { RecordsData } from '../emulator/state/recordsSchema'
import { SCARCE } from './fixtures'

/** The findings of a soak. */
export interface SoakReport {
  calls: number
  /** As in Client. */
  lost: number
  unknown: number
  killedFunctions: number
  killedEmulators: number
  savedFixtures: number
  brokenFixtures: number
  orders: number
  /** As in Client. */
  documents: number
  pushes: { delivered: number; repeated: number; givenUp: number }
  /** How records, responses and pushes contradict each other. */
  disagreements: string[]
  /** How long the local WeChat took to stop, in milliseconds. */
  endedInMs: number
  processesLeft: number
  /** Resident memory of the last local WeChat, in MB: after its first quarter, and at the end. */
  memoryMB: { early: number; late: number }
}

/** The longest time to stop, in milliseconds. It is 2000 on a quiet machine. */
const MAX_END_MS = 4000

/** The largest growth of memory that is not taken for a leak, in MB. */
const MAX_GROWTH_MB = 100

/** Returns what is wrong according to a report: what failed, and what did not happen and so was not tested. */
export function whatIsWrong(report: SoakReport): string[] {
  const { disagreements, processesLeft, endedInMs, memoryMB } = report
  const growth = memoryMB.late - memoryMB.early
  const sentences: [isWrong: boolean, sentence: string][] = [
    [processesLeft > 0, `${processesLeft} processes of functions are left`],
    [endedInMs > MAX_END_MS, `the local WeChat took ${endedInMs} ms to stop`],
    [growth > MAX_GROWTH_MB, `memory grew by ${growth} MB`],
    [report.calls <= report.unknown, 'no call got a response'],
    [report.killedFunctions === 0, 'no function was killed'],
    [report.killedEmulators === 0, 'no local WeChat was killed'],
    [report.savedFixtures <= report.brokenFixtures, 'no fixtures were saved'],
    [report.brokenFixtures === 0, 'no fixtures were saved with a mistake'],
    [report.orders === 0, 'no order was placed'],
    [report.documents === 0, 'no document was read or changed'],
    [report.pushes.delivered === 0, 'nothing was pushed'],
  ]
  return [...disagreements, ...sentences.filter(([isWrong]) => isWrong).map(([, sentence]) => sentence)]
}

/** Returns mistakes in the records alone: duplicates, and used e-waybills that do not match the orders. */
export function recordMistakes({ accounts, orders, quotas }: RecordsData): string[] {
  const used = new Map(quotas.map((it) => [it.biz_id, it.used]))
  const all = {
    account: accounts.map((it) => it.biz_id),
    order: orders.map((it) => it.order_id),
    waybill: orders.map((it) => it.waybill_id),
    station: orders.flatMap((it) => it.path_item_list.map(({ action_msg }) => action_msg)),
  }
  return [
    ...Object.entries(all).flatMap(([type, names]) => {
      const repeated = names.filter((name, at) => names.indexOf(name) !== at)
      return [...new Set(repeated)].map((name) => `${type} ${name} exists twice`)
    }),
    ...[...new Set([...orders.map((it) => it.biz_id), ...used.keys()])].flatMap((bizId) => {
      const placed = orders.filter((it) => it.biz_id === bizId).length
      const count = used.get(bizId) ?? 0
      return placed === count ? [] : [`${bizId}: ${placed} orders, ${count} e-waybills used`]
    }),
    ...((used.get(SCARCE.bizId) ?? 0) > SCARCE.quota ? [`${SCARCE.bizId}: more e-waybills used than available`] : []),
  ]
}
