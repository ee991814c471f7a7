import { bothLanguages } from '../functions/bothLanguages'
import { didYouMean, isKnownName } from '../state/nameMistake'

/** The names in stubs and faults of which no API is simulated: they are taken, and told once, for each may be a mistake. */
export class UnknownNames {
  private readonly told = new Set<string>()

  constructor(private readonly log: (line: string) => void) {}

  /**
   * Logs the names that are not known and were not told before.
   *
   * @param what has these names
   */
  tell(what: 'stub' | 'fault', names: readonly string[]): void {
    for (const name of names) {
      if (isKnownName(name) || this.told.has(name)) continue
      this.told.add(name)
      const text = {
        en: `no API of this name is simulated${didYouMean(name)}; it is taken as it is.`,
        zh: '未模拟该名称的接口，按原样使用',
      }
      this.log(`${what} ${name}: ${bothLanguages(text)}`)
    }
  }
}
