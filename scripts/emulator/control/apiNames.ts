import { bothLanguages } from '../functions/logLines'
import { didYouMean, isKnownName } from '../schemas/apiName'

/** Logs the names in stubs or faults that are not known, each once: they are accepted, but may be mistakes. */
export type LogUnknownNames = (what: 'stub' | 'fault', items: readonly { api: string }[]) => void

/** Returns a LogUnknownNames that remembers what it has logged. */
export function unknownNameLog(log: (line: string) => void): LogUnknownNames {
  const logged = new Set<string>()
  return (what, items) => {
    for (const { api } of items) {
      if (isKnownName(api) || logged.has(api)) continue
      logged.add(api)
      const { en, zh } = didYouMean(api)
      const text = {
        en: `no API of this name is simulated${en}; it is used as it is.`,
        zh: `没有模拟这个名称的接口${zh}，按原样使用`,
      }
      log(`${what} ${api}: ${bothLanguages(text)}`)
    }
  }
}
