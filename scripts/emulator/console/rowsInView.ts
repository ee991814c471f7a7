/** So many rows are drawn above and below what is seen. */
const SPARE = 10

/**
 * Which rows of a long list are drawn.
 *
 * @param scrolled how far it is scrolled, in pixels
 * @param height of the part that is seen
 * @returns the first, and the one after the last
 * @example
 * rowsInView({ scrolled: 5000, height: 600, rowHeight: 50, count: 1000 }) // { first: 90, end: 122 }
 */
export function rowsInView({
  scrolled,
  height,
  rowHeight,
  count,
}: Record<'scrolled' | 'height' | 'rowHeight' | 'count', number>) {
  const first = Math.max(0, Math.min(count, Math.floor(scrolled / rowHeight)) - SPARE)
  const end = Math.min(count, Math.ceil((scrolled + height) / rowHeight) + SPARE)
  return { first, end: Math.max(first, end) }
}
