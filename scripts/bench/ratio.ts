import type { Summary } from './summary'
import type { Ratio } from './table'

/** Two medians in relation. */
export function ratio(of: Summary, to: Summary, name: string, goal?: number): Ratio {
  return { to: name, value: of.median / to.median, ...(goal !== undefined && { goal }) }
}
