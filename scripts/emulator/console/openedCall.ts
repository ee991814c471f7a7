import { signal } from '@preact/signals'

/** The number of the call that the tab of calls shows whole. */
export const openCallId = signal<number>()

/** Goes there and shows a call. */
export function openCall(id: number): void {
  openCallId.value = id
  location.hash = '#calls'
}
