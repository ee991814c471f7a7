import * as v from 'valibot'
import { bothLanguages } from '../functions/logLines'
import { didYouMean, isKnownName, nameMistake } from '../state/nameMistake'
import { name } from '../state/plainSchemas'

/** The name of an API in a fault: a known one, or one that is not simulated, but not a misspelt one. */
export const apiName = v.pipe(
  name,
  v.check(
    (it) => nameMistake(it) === undefined,
    ({ input }) => nameMistake(input) ?? '',
  ),
)

/** Logs the names in stubs or faults that are not known, each once: they are accepted, but may be mistakes. */
export type LogUnknownNames = (what: 'stub' | 'fault', items: readonly { api: string }[]) => void

/** Returns a LogUnknownNames that remembers what it has logged. */
export function unknownNameLog(log: (line: string) => void): LogUnknownNames {
  const logged = new Set<string>()
  return (what, items) => {
    for (const { api } of items) {
      if (isKnownName(api) || logged.has(api)) continue
      logged.add(api)
      const text = {
        en: `no API of this name is simulated${didYouMean(api)}; it is used as it is.`,
        zh: '未模拟该名称的接口，按原样使用',
      }
      log(`${what} ${api}: ${bothLanguages(text)}`)
    }
  }
}
