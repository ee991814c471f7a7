import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'

/** A page of the documentation, for the tests that hold it to the code. */
export class Page {
  /**
   * @param path from the root, with slashes
   * @param text a part of it; the whole unless given
   */
  constructor(
    private readonly root: string,
    readonly path: string,
    readonly text = readFileSync(join(root, path), 'utf8'),
  ) {}

  /** Returns what is before a heading, and what is after it. */
  splitAt(heading: string): [Page, Page] {
    const [before = '', after = ''] = this.text.split(`\n${heading}\n`)
    return [new Page(this.root, this.path, before), new Page(this.root, this.path, after)]
  }

  /** The commands of its shell blocks without the comments, which are in the language of the page. */
  commands(): string[] {
    return this.blocks('sh').map((code) => code.replace(/ +# .*$/gm, ''))
  }

  /** The code of its blocks of a language, all unless given. */
  blocks(language = '[a-z]*'): string[] {
    return [...this.text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, code = '']) => code)
  }

  /** Its code without comments and titles of tests, which are in the language of the page. */
  code(): string[] {
    return this.blocks('(?:js|ts|json|html|yaml|diff)').map((code) =>
      code
        .replace(/ *(\/\/|# ).*$|^\/\*\*.*\*\/$/gm, '')
        .replace(/\btest\('.*?'/g, 'test(')
        .replace(/^\n/gm, ''),
    )
  }

  /** The block that follows some words. */
  blockAfter(words: string, language = '[a-z]*'): string {
    const at = this.text.indexOf(words)
    const [, code] =
      new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'ms').exec(at < 0 ? '' : this.text.slice(at)) ?? []
    if (code === undefined) throw new Error(`${this.path} has no block after ${words}`)
    return code
  }

  /** Its tables: each the cells of its rows, without head and rule. */
  tables(): string[][][] {
    return [...this.text.matchAll(/^\|.*\n\|[-|]+\|\n((?:\|.*\n)*)/gm)].map(([, rows = '']) =>
      rows
        .trimEnd()
        .split('\n')
        .map((row) =>
          row
            .slice(1, -1)
            .split(/(?<!\\)\|/)
            .map((cell) => cell.trim()),
        ),
    )
  }

  /** The table whose first row begins with a cell. */
  table(first: string): string[][] {
    const found = this.tables().find(([row]) => row?.[0] === first)
    if (!found) throw new Error(`${this.path} has no table that begins with ${first}`)
    return found
  }

  /** Returns what the rows of its tables contain in every language: code without Chinese, and numbers of more than one digit. */
  facts(): string[][][] {
    return this.tables().map((rows) =>
      rows.map((row) => {
        const found = row.join(' ').match(/`[^`]+`|-?\d+(\.\d+)+|-?\d{2,}/g) ?? []
        return found.filter((fact) => !/[\u4e00-\u9fff]/.test(fact)).sort()
      }),
    )
  }

  /** The anchors of its headings, as GitHub makes them. */
  anchors(): string[] {
    const prose = this.text.replace(/^```.*?^```$/gms, '')
    return [...prose.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    )
  }

  /** The links to other places of the project that lead nowhere, under a folder that is laid out as it is. */
  brokenLinks(): string[] {
    const links = [...this.text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link)
    return links.filter((link) => !/^https:/.test(link) && !this.leadsSomewhere(link))
  }

  private leadsSomewhere(link: string): boolean {
    const [file = '', anchor] = link.split('#')
    const path = file === '' ? this.path : posix.join(dirname(this.path), file)
    if (!existsSync(join(this.root, path))) return false
    return anchor === undefined || new Page(this.root, path).anchors().includes(anchor)
  }
}
