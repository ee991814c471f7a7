/** Commas, semicolons, 、 and white space, half or full width. */
const SEPARATORS = /[,，;；、､\s]+/

/**
 * The ids of those who may call, from the function's environment variable ADMIN_OPENIDS.
 *
 * @example
 * adminOpenids() // ['oUfQ5zL...'] for ADMIN_OPENIDS=oUfQ5zL...
 */
export function adminOpenids(): string[] {
  return (process.env.ADMIN_OPENIDS ?? '').split(SEPARATORS).filter(Boolean)
}
