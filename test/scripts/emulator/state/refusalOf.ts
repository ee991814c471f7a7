import { RecordsError } from '../../../../scripts/emulator/state/RecordsFolder'

/** The message of the RecordsError that a promise is rejected with; anything else goes on. */
export async function refusalOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise
  } catch (thrown) {
    if (thrown instanceof RecordsError) return thrown.message
    throw thrown
  }
  throw new Error('nothing was thrown')
}
