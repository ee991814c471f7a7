import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { reference } from '../../scripts/reference'

const ROOT = join(__dirname, '../..')

describe('the reference pages', () => {
  it.each(Object.entries(reference(ROOT)))('are what `npm run reference` writes: %s', (path, text) => {
    expect(readFileSync(join(ROOT, path), 'utf8')).toBe(text)
  })
})
