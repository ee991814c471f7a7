import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { reference } from '../../../scripts/development/reference'

const ROOT = join(__dirname, '../../..')

describe('the reference pages', () => {
  it('are what `npm run reference` writes', async () => {
    const generated = await reference()
    const paths = Object.keys(generated)

    expect(Object.fromEntries(paths.map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]))).toEqual(generated)
  })
})
