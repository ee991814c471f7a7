import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { controlPaths } from '../../../scripts/reference/pathsPage'

const ROUTES = join(__dirname, '../../../scripts/emulator/routes')

describe('the page of the paths', () => {
  it('lists every route under /emulator, and no other', () => {
    const registered = readdirSync(ROUTES)
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(ROUTES, name), 'utf8'))
      .flatMap((text) => [...text.matchAll(/server\.(get|put|post)(?:<.*>)?\(\s*'(\/emulator[^']*)'/g)])
      .map(([, method = '', path]) => `${method.toUpperCase()} ${path}`)

    expect(Object.keys(controlPaths).sort()).toEqual(registered.sort())
  })
})
