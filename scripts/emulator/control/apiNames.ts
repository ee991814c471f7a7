import { didYouMean, isKnownName } from '../schemas/apiName'
import type { Log } from '../system/system'

/** Logs the names in stubs or faults that are not known, each once: they are accepted, but may be mistakes. */
export type LogUnknownNames = (what: 'stub' | 'fault', items: readonly { api: string }[]) => void

/** Returns a LogUnknownNames that remembers what it has logged. */
export function unknownNameLog(log: Log): LogUnknownNames {
  const logged = new Set<string>()
  return (what, items) => {
    for (const { api } of items) {
      if (isKnownName(api) || api.startsWith('database.') || logged.has(api)) continue
      logged.add(api)
      const { en, zh } = didYouMean(api)
      log({
        en: `${what} ${api}: no API of this name is simulated${en}; it is used as it is.`,
        zh: `${what === 'stub' ? '模拟返回' : '故障'} ${api}：没有模拟这个名称的接口${zh}，按原样使用`,
      })
    }
  }
}
