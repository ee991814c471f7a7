const BLANK = '***'

/**
 * Where values were blanked, as paths; a list counts too.
 *
 * @example
 * blankPaths({ type: 'bind', password: '***' }) // ['password']
 */
export function blankPaths(value: unknown, path = ''): string[] {
  if (value === BLANK) return [path]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, it]) => blankPaths(it, path === '' ? name : `${path}.${name}`))
}

/**
 * The same value with what was blanked filled in; what is left empty is left out.
 *
 * @param secrets by their paths
 */
export function withSecrets(value: unknown, secrets: Readonly<Record<string, string>>, path = ''): unknown {
  if (value === BLANK) return secrets[path] || undefined
  const within = (name: string) => (path === '' ? name : `${path}.${name}`)
  if (Array.isArray(value)) return value.map((it, index) => withSecrets(it, secrets, within(String(index))))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, it]) => [name, withSecrets(it, secrets, within(name))]))
}
