import { BOUND, type RecordsData } from '../emulator/state/recordsSchema'
import type { Caller } from './Caller'
import type { Client } from './Client'
import { COURIER, PASSWORD } from './soakFixtures'
import type { Tally } from './Tally'

const BOUND_ALREADY = 9300529
const NOT_BOUND = 9300530

/** Binds and unbinds accounts that nobody else does. */
export class AccountCaller implements Caller {
  private readonly expected = new Map<string, boolean>()

  /** @param bizIds of its customers */
  constructor(
    private readonly bizIds: readonly string[],
    private readonly client: Client,
    private readonly tally: Tally,
  ) {}

  async call(): Promise<void> {
    const bizId = this.bizIds[Math.floor(Math.random() * this.bizIds.length)] ?? ''
    const type = Math.random() < 0.5 ? 'bind' : 'unbind'
    const event = { type, bizId, deliveryId: COURIER, password: PASSWORD }
    const { errCode } = await this.client.callFunction('bindAccount', event)
    const surprise = surpriseOf(type, errCode, this.expected.get(bizId))
    if (surprise) this.tally.disagreements.push(`${bizId}: ${surprise}`)
    if (errCode === 0 || errCode === (type === 'bind' ? BOUND_ALREADY : NOT_BOUND)) {
      this.expected.set(bizId, type === 'bind')
    } else {
      this.tally.unknown++
      this.expected.delete(bizId)
    }
  }

  disagreements({ accounts }: RecordsData): string[] {
    const bound = new Set(accounts.filter((it) => it.status_code === BOUND).map((it) => it.biz_id))
    return [...this.expected]
      .filter(([bizId, isBound]) => bound.has(bizId) !== isBound)
      .map(([bizId, isBound]) => `${bizId}: answered as ${isBound}, on disk ${!isBound}`)
  }
}

/** What an answer must not be, given what was answered before. */
function surpriseOf(type: 'bind' | 'unbind', errCode: unknown, was: boolean | undefined): string | undefined {
  if (type === 'bind' && errCode === 0 && was === true) return 'bound twice'
  if (type === 'unbind' && errCode === 0 && was === false) return 'unbound twice'
  if (errCode === BOUND_ALREADY && was === false) return 'bound, though it was answered as unbound'
  if (errCode === NOT_BOUND && was === true) return 'not bound, though it was answered as bound'
  return undefined
}
