import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Changes when a file in a function's folder changes; node_modules are not looked at. */
export function codeVersion(dir: string): string {
  return readdirSync(dir, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules')
    .map((entry) => {
      const path = join(dir, entry.name)
      return entry.isDirectory() ? codeVersion(path) : `${path} ${statSync(path).mtimeMs}`
    })
    .join()
}
