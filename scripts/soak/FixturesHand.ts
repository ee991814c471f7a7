import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { readProperty } from '../../cloudfunctions/openapi/errors/readProperty'
import type { FixturesContent } from '../emulator/state/fixturesSchema'
import type { Client } from './Client'
import { COURIER } from './soakFixtures'
import type { Tally } from './Tally'

const BROKEN: readonly ((path: string, text: string) => void)[] = [
  (path, text) => writeFileSync(path, text.slice(0, text.length / 2)),
  (path) => writeFileSync(path, ''),
  (path, text) => writeFileSync(path, text.replace('"customers"', '"costumers"')),
  (path, text) => writeFileSync(path, text.replace('"biz_id"', '"biz_id": "twice", "biz_id"')),
  (path) => rmSync(path),
]
const MENDED_AFTER_MS = 150
const BROKEN_EACH = 3

/** A person who saves the fixtures again and again, and now and then something broken. */
export class FixturesHand {
  saved = 0
  broken = 0

  constructor(
    private readonly path: string,
    private readonly fixtures: FixturesContent,
    private readonly tally: Tally,
  ) {
    this.write(writeFileSync)
  }

  /** Saves once, and compares what is in force with what was saved. */
  async save(client: Client): Promise<void> {
    if (this.saved % BROKEN_EACH === 0) await this.saveBroken(client)
    this.saved++
    this.write(Math.random() < 0.5 ? writeFileSync : replaceFile)
    await this.compare(client, 'after it was saved')
  }

  private async saveBroken(client: Client): Promise<void> {
    this.broken++
    BROKEN[Math.floor(Math.random() * BROKEN.length)]?.(this.path, this.text())
    await this.compare(client, 'while it is broken')
    await sleep(Math.random() * MENDED_AFTER_MS)
  }

  private async compare(client: Client, when: string): Promise<void> {
    const couriers = readProperty(await client.request('GET', '/emulator/state'), 'couriers')
    if (!Array.isArray(couriers)) return
    const courier = couriers.find((it) => readProperty(it, 'delivery_id') === COURIER)
    const seen = readProperty(courier, 'delivery_name')
    if (seen === this.name()) return
    this.tally.disagreements.push(`the fixtures ${when}: ${String(seen)} is in force, not ${this.name()}`)
  }

  private write(write: (path: string, text: string) => void): void {
    write(this.path, this.text())
  }

  private name(): string {
    return `saved ${this.saved} times`
  }

  private text(): string {
    const couriers = this.fixtures.couriers.map((it) =>
      it.delivery_id === COURIER ? { ...it, delivery_name: this.name() } : it,
    )
    return JSON.stringify({ ...this.fixtures, couriers }, null, 2)
  }
}

/** As editors do it that lose nothing. */
function replaceFile(path: string, text: string): void {
  writeFileSync(`${path}.new`, text)
  renameSync(`${path}.new`, path)
}
