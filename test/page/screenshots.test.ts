import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { takePictures } from '../../scripts/development/screenshots'
import { firstPage, localWeChatPages } from '../helpers/pages'
import { temporaryFolder } from '../helpers/temporaryFolder'

jest.setTimeout(60_000)

const PICTURES = ['dark.en.webp', 'dark.zh.webp', 'light.en.webp', 'light.zh.webp']

describe('takePictures', () => {
  const folder = temporaryFolder()
  const { TMPDIR } = process.env
  afterEach(() => {
    if (TMPDIR === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = TMPDIR
  })

  it('writes a picture of each theme in both languages, and deletes no other file', async () => {
    folder.write({ 'tmp/shop/mine.txt': 'mine', 'pictures/other.txt': 'other' })
    process.env.TMPDIR = folder.path('tmp')

    await takePictures(folder.path('pictures'), 0)

    expect(readdirSync(folder.path('pictures')).sort()).toEqual([...PICTURES, 'other.txt'])
    for (const picture of PICTURES) {
      expect(readFileSync(folder.path('pictures', picture)).subarray(8, 12).toString()).toBe('WEBP')
    }
    const left = readdirSync(folder.path('tmp')).filter((it) => it.startsWith('shop'))
    expect([left, readdirSync(folder.path('tmp/shop'))]).toEqual([['shop'], ['mine.txt']])
  })
})

describe('the pictures', () => {
  it('are exactly those that the documentation shows, each on the page in its language', () => {
    const shown = (text: string) => text.match(/screenshots\/[\w.]+/g)
    expect(shown(firstPage.text)).toEqual(['screenshots/light.en.webp', 'screenshots/light.zh.webp'])
    expect(shown(localWeChatPages.en.text)).toEqual(['screenshots/dark.en.webp'])
    expect(shown(localWeChatPages.zh.text)).toEqual(['screenshots/dark.zh.webp'])
    expect(readdirSync(join(__dirname, '../../scripts/emulator/console/screenshots')).sort()).toEqual(PICTURES)
  })
})
