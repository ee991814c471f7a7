import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { assumptions } from '../../../../scripts/emulator/assumptions.json'
import { Page } from '../../../helpers/Page'

const ROOT = join(__dirname, '../../../..')
const [en, zh] = ['assumptions.md', 'assumptions.zh-CN.md'].map(
  (name) => new Page(ROOT, `scripts/emulator/docs/${name}`),
)
const rowsOf = (page = en) => page?.table('`bind-order`') ?? []
const idsOf = (page = en) => rowsOf(page).map(([id = '']) => id.replaceAll('`', ''))

/** Assumptions on which only the documentation relies. */
const WITHOUT_CODE = ['phone-debugging', 'push-event-name', 'unverified', 'upload-keeps']

const sources = ['cloudfunctions', 'scripts'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.includes('node_modules'))
    .map((path) => readFileSync(join(ROOT, folder, path), 'utf8')),
)
const references = new Set(sources.flatMap((text) => [...text.matchAll(/assumed#([\w-]+)/g)].map(([, id = '']) => id)))

describe('the assumptions', () => {
  it('have the same ids in both languages, each once', () => {
    expect(idsOf(zh)).toEqual(idsOf(en))
    expect(new Set(idsOf()).size).toBe(idsOf().length)
  })

  it('say for each id what is assumed, its source and how to check it', () => {
    expect([...rowsOf(en), ...rowsOf(zh)].filter((cells) => cells.length !== 4 || cells.includes(''))).toEqual([])
  })

  it('are each checked in one way', () => {
    const listed = [en, zh].map((page) => (page?.tables().at(-1) ?? []).flatMap(([, ids = '']) => ids.split(', ')))

    for (const ids of listed)
      expect(ids.sort()).toEqual(
        rowsOf()
          .map(([id]) => id)
          .sort(),
      )
  })

  it('have steps if calls over HTTPS check them, and only then', () => {
    expect(assumptions.filter(({ by, steps }) => (by === 'https') !== (steps !== undefined))).toEqual([])
  })

  it('have a row for every reference in the code', () => {
    expect([...references].filter((id) => !idsOf().includes(id))).toEqual([])
  })

  it('are referred to by the code that relies on them', () => {
    const unnamed = idsOf().filter((id) => !references.has(id))

    expect(unnamed.sort()).toEqual(WITHOUT_CODE)
  })
})
