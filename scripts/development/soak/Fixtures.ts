import { rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Client, pick } from './Client'
import { NOTES, PUSHED_TO } from './troubles'

export const COURIER = 'YUNDA'
export const PASSWORD = '123456789123456789'
/** The customer that places all orders. Its account is bound from the start. */
export const SHOP = 'shop'

/** More e-waybills than all callers use. */
const PLENTY = 1_000_000

/** Ways to break the file: half of it, a misspelt name, no file. */
const BREAKS: readonly ((path: string, text: string) => void)[] = [
  (path, text) => writeFileSync(path, text.slice(0, text.length / 2)),
  (path, text) => writeFileSync(path, text.replace('"customers"', '"costumers"')),
  (path) => rmSync(path),
]
/** The longest time that the file stays broken, in milliseconds. */
const REPAIRED_AFTER_MS = 150
/** Every third time, the file is broken before it is saved. */
const BROKEN_EACH = 3

/** Saves the fixtures as a person does: again and again, sometimes with a mistake. */
export class Fixtures {
  readonly happened = { savedFixtures: 0, brokenFixtures: 0 }
  readonly disagreements: string[] = []

  /**
   * Writes the file.
   *
   * @param customers whose accounts callers bind and unbind
   */
  constructor(
    private readonly path: string,
    private readonly customers: readonly string[],
  ) {
    writeFileSync(path, this.text())
  }

  /** Saves once, and compares what the local WeChat uses with what was saved. */
  async save(client: Client): Promise<void> {
    if (this.happened.savedFixtures % BROKEN_EACH === 0) {
      this.happened.brokenFixtures++
      pick(BREAKS)(this.path, this.text())
      await this.compare(client, 'while the file is broken')
      await sleep(Math.random() * REPAIRED_AFTER_MS)
    }
    this.happened.savedFixtures++
    writeFileSync(this.path, this.text())
    await this.compare(client, 'after a save')
  }

  private async compare(client: Client, when: string): Promise<void> {
    const state = await client.request('/emulator/state')
    if (state === undefined || JSON.stringify(state).includes(`"${this.mark()}"`)) return
    this.disagreements.push(`fixtures ${when}: "${this.mark()}" is not used`)
  }

  private mark(): string {
    return `saved ${this.happened.savedFixtures} times`
  }

  private text(): string {
    const ids = { delivery_id: COURIER, password: PASSWORD, quota_num: PLENTY }
    const fixtures = {
      customers: [SHOP, this.mark(), ...this.customers].map((biz_id) => ({ ...ids, biz_id })),
      accounts: [{ delivery_id: COURIER, biz_id: SHOP }],
      collections: { [NOTES]: [] },
      pushes: [{ MsgType: 'event', Event: 'add_express_path', function: PUSHED_TO }],
    }
    return JSON.stringify(fixtures, null, 2)
  }
}
