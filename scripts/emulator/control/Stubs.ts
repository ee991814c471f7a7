import type { Body } from '../service/Behaviour'
import type { Stub } from '../state/fixturesSchema'
import type { LogUnknownNames } from './apiNames'

/** The stubs in force: those of the fixtures, or those that replaced them. */
export class Stubs {
  private replacement: readonly Stub[] | undefined
  /** How many responses each stub has given. Those of the fixtures start again when their file changes. */
  private given = new WeakMap<Stub, number>()

  /**
   * @param ofFixtures returns the current stubs of the fixtures
   * @param onChange called when other stubs replace them
   */
  constructor(
    private readonly ofFixtures: () => readonly Stub[],
    private readonly logUnknownNames: LogUnknownNames,
    private readonly onChange: () => void,
  ) {}

  get(): readonly Stub[] {
    const stubs = this.replacement ?? this.ofFixtures()
    this.logUnknownNames('stub', stubs)
    return stubs
  }

  /** Replaces all stubs until the next reset, and returns them. */
  set(stubs: readonly Stub[]): readonly Stub[] {
    this.replacement = stubs.map((stub) => ({ ...stub }))
    this.onChange()
    return this.get()
  }

  /** Restores the stubs of the fixtures, each at its first response. */
  reset(): void {
    this.replacement = undefined
    this.given = new WeakMap()
    this.onChange()
  }

  has(api: string): boolean {
    return this.find(api) !== undefined
  }

  /** Returns the response to a call; undefined for an API without a stub. The last of several responses repeats. */
  take(api: string): Body | undefined {
    const stub = this.find(api)
    if (!stub) return undefined
    const { answer, answers = [] } = stub
    const nth = this.given.get(stub) ?? 0
    this.given.set(stub, nth + 1)
    return answer ?? answers[Math.min(nth, answers.length - 1)]
  }

  private find(api: string): Stub | undefined {
    return this.get().find((it) => it.api === api)
  }
}
