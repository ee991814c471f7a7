import { RecordsError } from '../../../../scripts/emulator/state/RecordsFolder'

/** Returns the message of the RecordsError that a promise rejects with. Rethrows other errors. */
export async function refusalOf(promise: Promise<unknown>, language: 'en' | 'zh' = 'en'): Promise<string> {
  try {
    await promise
  } catch (thrown) {
    if (thrown instanceof RecordsError) return thrown.both[language]
    throw thrown
  }
  throw new Error('nothing was thrown')
}
