import { signal } from '@preact/signals'
import { control } from './http'

/** Why what was wanted last was not done; '' where it was. */
export const problem = signal('')

/**
 * Changes something by `/emulator/...`; what is wrong with it is shown.
 *
 * @returns whether it was done
 */
export async function change(method: 'PUT' | 'POST', path: string, body?: unknown): Promise<boolean> {
  try {
    await control(method, path, body)
    problem.value = ''
    return true
  } catch (error) {
    problem.value = error instanceof Error ? error.message : String(error)
    return false
  }
}
