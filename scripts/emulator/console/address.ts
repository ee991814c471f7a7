import { signal } from '@preact/signals'

/** The parts of the address after `#`: the tab, and what it shows. */
export const place = signal(read())

addEventListener('hashchange', () => {
  const [tab] = place.value
  place.value = read()
  if (tab !== place.value[0]) scrollTo(0, 0)
})

function read(): readonly string[] {
  try {
    return location.hash.slice(1).split('/').map(decodeURIComponent)
  } catch {
    // A person edited it: it is no longer valid percent-encoding.
    return []
  }
}

/**
 * Returns the address of something on the page.
 *
 * @example
 * addressOf('calls', 12) // '#calls/12'
 */
export function addressOf(...parts: readonly (string | number)[]): string {
  return `#${parts.map(encodeURIComponent).join('/')}`
}
