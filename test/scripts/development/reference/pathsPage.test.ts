import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { controlPaths } from '../../../../scripts/development/reference/pathsPage'

const ROUTES = join(__dirname, '../../../../scripts/emulator/routes')

describe('the page of the paths', () => {
  it('lists every route under /emulator, and no other', () => {
    const routes = readFileSync(join(ROUTES, 'control.ts'), 'utf8')
    const registered = [...routes.matchAll(/'(GET|PUT|POST) (\S+)':/g)].map(
      ([, method, path]) => `${method} /emulator/${path}`,
    )

    expect(Object.keys(controlPaths).sort()).toEqual(registered.sort())
  })
})
