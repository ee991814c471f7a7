import { blocksOf } from './blocks'
import { pages } from './pages'

/** The largest share of blocks that need what a test does not have. */
const MAX_NOT_RUN = 0.1

const page = (...lines: string[]) => lines.join('\n').replaceAll("'''", '```')

describe('the blocks of a page', () => {
  it('are the commands, the files and the expected output, each with its place', () => {
    const text = page(
      'Install it:',
      '',
      "'''sh",
      'npm install',
      "'''",
      '',
      '`order.json`:',
      '',
      "'''json",
      '{}',
      "'''",
      '<!-- docs: output -->',
      "'''text",
      'ok',
      '',
      'done',
      "'''",
    )

    expect(blocksOf('README.md', text)).toEqual([
      { at: 'README.md:3', language: 'sh', code: 'npm install\n', mark: '' },
      { at: 'README.md:9', language: 'json', code: '{}\n', mark: '', file: 'order.json' },
      { at: 'README.md:13', language: 'text', code: 'ok\n\ndone\n', mark: 'output' },
    ])
  })

  it('may be indented in a list, and be a file with a mark', () => {
    const text = page(
      '1. `a/index.js`',
      '',
      '   `a/index.js`',
      '   <!-- docs: needs WeChat -->',
      "   '''js",
      '   x()',
      "   '''",
    )

    expect(blocksOf('a.md', text)).toEqual([
      { at: 'a.md:5', language: 'js', code: 'x()\n', mark: 'needs WeChat', file: 'a/index.js' },
    ])
  })

  it('have an end', () => {
    expect(() => blocksOf('a.md', page("'''sh", 'npm start'))).toThrow(new Error('a.md:1: the block has no end'))
  })

  it('are run, with few exceptions', () => {
    const blocks = pages.flatMap((page) => page.blocks)
    const notRun = blocks.filter(({ mark }) => mark.startsWith('needs '))

    expect(notRun.length / blocks.length).toBeLessThanOrEqual(MAX_NOT_RUN)
  })
})
