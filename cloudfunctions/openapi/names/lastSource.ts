/**
 * Returns the last member of a chain of sources, which says what called the function; empty for a test in the cloud console.
 *
 * @param source TCB_SOURCE
 * @example
 * lastSource('wx_client,scf') // 'scf'
 */
export function lastSource(source = ''): string {
  return source.slice(source.lastIndexOf(',') + 1).trim()
}
