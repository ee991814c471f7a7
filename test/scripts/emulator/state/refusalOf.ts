import { RecordsError } from '../../../../scripts/emulator/state/RecordsFolder'

/** Returns the message of the RecordsError that a promise rejects with. Rethrows other errors. */
export async function refusalOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise
  } catch (thrown) {
    if (thrown instanceof RecordsError) return thrown.message
    throw thrown
  }
  throw new Error('nothing was thrown')
}
