import { signal } from '@preact/signals'

/** The address after the path: the tab and the item that it shows, such as `#calls/12`. */
export const address = signal(location.hash)

addEventListener('hashchange', () => {
  address.value = location.hash
})

/**
 * Returns the address of something on the page.
 *
 * @example
 * addressOf('calls', 12) // '#calls/12'
 */
export function addressOf(...parts: readonly (string | number)[]): string {
  return `#${parts.map(encodeURIComponent).join('/')}`
}
