import leven from 'leven'

/** Number of characters up to which a name is compared. A longer one is not a typing mistake. */
const MAX_LENGTH = 60

/**
 * Returns the known name that a misspelt one was probably meant to be. A name without a group, `getQuota`, is compared with the
 * last parts of dotted names.
 *
 * @param share which part of the name, without its group, may be wrong: a half by default. With 4, a quarter, for names that are
 *   refused: logistics.updatePath is another API of WeChat than logistics.updatePrinter
 * @returns undefined if more would have to change
 * @example
 * nearest('bizID', ['type', 'bizId']) // 'bizId'
 * nearest('logistics.cancelOrder', ['logistics.bindAccount']) // undefined
 */
export function nearest(name: string, known: readonly string[], share = 2): string | undefined {
  if (name.length > MAX_LENGTH) return undefined
  const method = lastPart(name)
  const distances = known.map((it) => leven(name, method === name ? lastPart(it) : it))
  const least = Math.min(...distances)
  return least <= method.length / share ? known[distances.indexOf(least)] : undefined
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}
