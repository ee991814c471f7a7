import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { controlPaths } from '../../../../scripts/development/reference/pathsPage'

const ROUTES = join(__dirname, '../../../../scripts/emulator/routes')

describe('the page of the paths', () => {
  it('lists every route under /emulator, and no other', () => {
    const routes = ['control.ts', 'files.ts'].map((it) => readFileSync(join(ROUTES, it), 'utf8')).join()
    const registered = [
      ...routes.matchAll(/'(GET|PUT|POST|DELETE) (\S+)':/g),
      ...routes.matchAll(/server\.(get|put)\('\/emulator\/(\S+)',/g),
    ].map(([, method = '', path]) => `${method.toUpperCase()} /emulator/${path}`)

    expect(Object.keys(controlPaths).sort()).toEqual(registered.sort())
  })
})
