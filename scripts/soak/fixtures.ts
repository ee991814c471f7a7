import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { readProperty } from '../../cloudfunctions/openapi/errors/readProperty'
import { defaultFixtures } from '../emulator/state/defaultFixtures'
import { type Client, pick } from './Client'
import { NOTES } from './documentCaller'
import { PUSHED_TO } from './troubles'

export const COURIER = 'YUNDA'
export const PASSWORD = '123456789123456789'
/** A customer that many callers use, with few e-waybills. */
export const SCARCE = { bizId: 'scarce', quota: 40 }

/** More e-waybills than all callers use. */
const PLENTY = 1_000_000

/** Ways to break the file. */
const BREAKS: readonly ((path: string, text: string) => void)[] = [
  (path, text) => writeFileSync(path, text.slice(0, text.length / 2)),
  (path) => writeFileSync(path, ''),
  (path, text) => writeFileSync(path, text.replace('"customers"', '"costumers"')),
  (path, text) => writeFileSync(path, text.replace('"biz_id"', '"biz_id": "twice", "biz_id"')),
  (path) => rmSync(path),
]
/** The longest time that the file stays broken, in milliseconds. */
const REPAIRED_AFTER_MS = 150
/** Every third time, the file is broken before it is saved. */
const BROKEN_EACH = 3

/** Saves the fixtures as a person does: again and again, sometimes with a mistake. */
export class FixturesEditor {
  saved = 0
  broken = 0

  /**
   * Writes the file.
   *
   * @param free customers that callers bind and unbind
   * @param bound customers that are bound from the start, and place orders
   */
  constructor(
    private readonly path: string,
    private readonly free: readonly string[],
    private readonly bound: readonly string[],
  ) {
    writeFileSync(path, this.text())
  }

  /** Saves once, and compares what the local WeChat uses with what was saved. */
  async save(client: Client): Promise<void> {
    if (this.saved % BROKEN_EACH === 0) {
      this.broken++
      pick(BREAKS)?.(this.path, this.text())
      await this.compare(client, 'while the file is broken')
      await sleep(Math.random() * REPAIRED_AFTER_MS)
    }
    this.saved++
    pick([writeFileSync, replaceFile])?.(this.path, this.text())
    await this.compare(client, 'after a save')
  }

  private async compare(client: Client, when: string): Promise<void> {
    const couriers = readProperty(await client.request('GET', '/emulator/state'), 'couriers')
    if (!Array.isArray(couriers)) return
    const courier = couriers.find((it) => readProperty(it, 'delivery_id') === COURIER)
    const seen = readProperty(courier, 'delivery_name')
    if (seen === this.name()) return
    client.disagreements.push(`fixtures ${when}: ${String(seen)} is used instead of ${this.name()}`)
  }

  private name(): string {
    return `saved ${this.saved} times`
  }

  private text(): string {
    const { couriers, ...rest } = defaultFixtures()
    const ordering = [...this.bound, SCARCE.bizId]
    const ids = (biz_id: string) => ({ delivery_id: COURIER, biz_id })
    const fixtures = {
      ...rest,
      couriers: couriers.map((it) => (it.delivery_id === COURIER ? { ...it, delivery_name: this.name() } : it)),
      customers: [...this.free, ...ordering].map((biz_id) => ({
        ...ids(biz_id),
        password: PASSWORD,
        quota_num: biz_id === SCARCE.bizId ? SCARCE.quota : PLENTY,
      })),
      accounts: ordering.map(ids),
      collections: { [NOTES]: [] },
      pushes: [{ MsgType: 'event', Event: 'add_express_path', function: PUSHED_TO }],
    }
    return JSON.stringify(fixtures, null, 2)
  }
}

/** Saves as editors do that never leave half a file. */
function replaceFile(path: string, text: string): void {
  writeFileSync(`${path}.new`, text)
  renameSync(`${path}.new`, path)
}
