/** Commas, semicolons, 、 and white space, half or full width. */
const SEPARATORS = /[,，;；、､\s]+/

/**
 * The ids of those who may call, from the function's environment variable ADMIN_OPENIDS.
 *
 * @param list its value
 * @example
 * adminOpenids() // ['oUfQ5zL...'] for ADMIN_OPENIDS=oUfQ5zL...
 */
export function adminOpenids(list = process.env.ADMIN_OPENIDS ?? ''): string[] {
  return list.split(SEPARATORS).filter(Boolean)
}
