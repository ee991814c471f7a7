import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'

/** A documentation page, with methods that read the parts that tests compare with the code. */
export class Page {
  /**
   * @param path from the root, with slashes
   * @param text a part of it (default: the whole page)
   */
  constructor(
    private readonly root: string,
    readonly path: string,
    readonly text = readFileSync(join(root, path), 'utf8'),
  ) {}

  /** Returns the parts before and after a heading. */
  splitAt(heading: string): [Page, Page] {
    const [before = '', after = ''] = this.text.split(`\n${heading}\n`)
    return [new Page(this.root, this.path, before), new Page(this.root, this.path, after)]
  }

  /** Returns the commands of its shell blocks, without comments, which are in the language of the page. */
  commands(): string[] {
    return this.blocks('sh').map((code) => code.replace(/ +# .*$/gm, ''))
  }

  /** Returns its code blocks in a language (default: in all languages). */
  blocks(language = '[a-z]*'): string[] {
    return [...this.text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, code = '']) => code)
  }

  /** Returns its code without comments and test titles, which are in the language of the page. */
  code(): string[] {
    return this.blocks('(?:js|ts|json|html|yaml|diff)').map((code) =>
      code
        .replace(/ *(\/\/|# ).*$|^\/\*\*.*\*\/$/gm, '')
        .replace(/\btest\('.*?'/g, 'test(')
        .replace(/^\n/gm, ''),
    )
  }

  /** Returns the first code block after some words. */
  blockAfter(words: string, language = '[a-z]*'): string {
    const at = this.text.indexOf(words)
    const [, code] =
      new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'ms').exec(at < 0 ? '' : this.text.slice(at)) ?? []
    if (code === undefined) throw new Error(`${this.path} has no block after ${words}`)
    return code
  }

  /** Returns its tables, each as the cells of its rows without the head. */
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

  /** Returns the table whose first cell has the given content. */
  table(first: string): string[][] {
    const found = this.tables().find(([row]) => row?.[0] === first)
    if (!found) throw new Error(`${this.path} has no table that starts with ${first}`)
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

  /** Returns the anchors of its headings in GitHub's format. */
  anchors(): string[] {
    const prose = this.text.replace(/^```.*?^```$/gms, '')
    return [...prose.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    )
  }

  /** Returns its links to files and headings that do not exist in the project. */
  brokenLinks(): string[] {
    const links = [...this.text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link)
    return links.filter((link) => !/^https:/.test(link) && !this.targetExists(link))
  }

  private targetExists(link: string): boolean {
    const [file = '', anchor] = link.split('#')
    const path = file === '' ? this.path : posix.join(dirname(this.path), file)
    if (!existsSync(join(this.root, path))) return false
    return anchor === undefined || new Page(this.root, path).anchors().includes(anchor)
  }
}
