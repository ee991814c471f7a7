import leven from 'leven'

/** Number of characters up to which a name is compared. A longer one is not a typing mistake. */
const MAX_LENGTH = 60

/**
 * Returns the known name that a misspelt one was probably meant to be. Of dotted names the last parts are compared.
 *
 * @returns undefined if more than half of the name would have to change
 * @example
 * nearest('bizID', ['type', 'bizId']) // 'bizId'
 * nearest('logistics.cancelOrder', ['logistics.bindAccount']) // undefined
 */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (name.length > MAX_LENGTH) return undefined
  const wanted = lastPart(name)
  const distances = known.map((it) => leven(wanted, lastPart(it)))
  const least = Math.min(...distances)
  return least <= wanted.length / 2 ? known[distances.indexOf(least)] : undefined
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}
