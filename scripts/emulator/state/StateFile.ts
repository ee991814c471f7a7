import { closeSync, existsSync, fdatasyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import { findNodeAtLocation, type ParseError, parse, parseTree, printParseErrorCode } from 'jsonc-parser'
import * as v from 'valibot'
import { sync as writeFileAtomicSync } from 'write-file-atomic'
import { printable } from '../../../cloudfunctions/openapi/errors/printable'
import { lockFile } from './lockFile'
import { type Account, type StateData, stateSchema } from './stateSchema'

/** A state file that cannot be used, with the line of each mistake. */
export class StateFileError extends Error {
  override readonly name = 'StateFileError'
}

/** Where each account's line stands in a file that this process has laid out, in bytes. */
interface Layout {
  fd: number
  slots: { start: number; length: number }[]
  /** Where the last account ends. */
  end: number
}

const INDENT = '\n    '
const TAIL = '\n  ]\n}\n'
/** Only its owner reads it: it holds passwords and secrets. */
const MODE = 0o600
/** A longer list helps nobody. */
const MAX_MISTAKES = 5

/**
 * The state on disk: JSON that a person can read and edit, with one account a line.
 *
 * So that a change costs the same with ten accounts as with ten thousand, a new account is written over the file's
 * closing brackets and a changed one into its own line; only what does not fit there has the file written anew.
 * What was put is on disk when `put` returns. Each write is one system call: a killed process leaves no half of it.
 */
export class StateFile {
  private layout: Layout | undefined
  private seen: string

  private constructor(
    private readonly path: string,
    private data: StateData,
    private readonly unlock: () => void,
  ) {
    this.seen = stamp(path)
  }

  /**
   * Opens a state file, or makes one where there is none.
   *
   * @param path of the file
   * @param initial what a new file holds
   * @throws StateFileError when the file is no valid state, which leaves it as it is, cannot be made, or is in use
   */
  static open(path: string, initial: StateData): StateFile {
    const unlock = lock(path)
    try {
      if (!existsSync(path)) writeAtomically(path, format(initial).text)
      return new StateFile(path, read(path), unlock)
    } catch (error) {
      unlock()
      throw error
    }
  }

  /** What the file holds: read again if somebody has edited it since. */
  load(): { data: StateData; edited: boolean } {
    const edited = this.seen !== stamp(this.path)
    if (edited) {
      this.forgetLayout()
      this.data = read(this.path)
      this.seen = stamp(this.path)
    }
    return { data: this.data, edited }
  }

  /** Writes the account at an index of the accounts: a changed one, or a new one at their end. */
  put(index: number, account: Account): void {
    this.data.accounts[index] = account
    const line = Buffer.from(JSON.stringify(account))
    const slot = this.layout?.slots[index]
    if (this.layout && slot && line.length <= slot.length) {
      this.write(this.layout.fd, Buffer.concat([line, Buffer.alloc(slot.length - line.length, ' ')]), slot.start)
    } else if (this.layout && index === this.layout.slots.length) {
      const { fd, slots, end } = this.layout
      const separator = Buffer.from(index === 0 ? INDENT : `,${INDENT}`)
      const start = end + separator.length
      this.write(fd, Buffer.concat([separator, line, Buffer.from(TAIL)]), end)
      slots.push({ start, length: line.length })
      this.layout.end = start + line.length
    } else {
      this.replace(this.data)
    }
  }

  /** Writes everything anew. */
  replace(data: StateData): void {
    this.forgetLayout()
    this.data = data
    const { text, slots, end } = format(data)
    writeAtomically(this.path, text)
    this.layout = { fd: openSync(this.path, 'r+'), slots, end }
    this.seen = stamp(this.path)
  }

  /** Gives the file back to others. */
  close(): void {
    this.forgetLayout()
    this.unlock()
  }

  private forgetLayout(): void {
    if (this.layout) closeSync(this.layout.fd)
    this.layout = undefined
  }

  private write(fd: number, bytes: Buffer, at: number): void {
    writeSync(fd, bytes, 0, bytes.length, at)
    fdatasyncSync(fd)
    this.seen = stamp(this.path)
  }
}

function lock(path: string): () => void {
  try {
    return lockFile(`${path}.lock`)
  } catch (error) {
    throw new StateFileError(`${path}: cannot be locked: ${String(error)}`)
  }
}

function format({ accounts, ...rest }: StateData): { text: string } & Omit<Layout, 'fd'> {
  const head = JSON.stringify(rest, null, 2).replace(/\n}$/, ',\n  "accounts": [')
  const lines = accounts.map((account) => JSON.stringify(account))
  const slots: Layout['slots'] = []
  let end = Buffer.byteLength(head)
  for (const line of lines) {
    const start = end + (slots.length === 0 ? '' : ',').length + INDENT.length
    const length = Buffer.byteLength(line)
    slots.push({ start, length })
    end = start + length
  }
  return { text: head + lines.map((line) => INDENT + line).join(',') + TAIL, slots, end }
}

function writeAtomically(path: string, text: string): void {
  try {
    writeFileAtomicSync(path, text, { mode: MODE })
  } catch (error) {
    throw new StateFileError(`${path}: cannot be written: ${String(error)}`)
  }
}

/** What changes when somebody else writes the file. */
function stamp(path: string): string {
  const { ino, size, mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? {}
  return `${ino} ${size} ${mtimeMs}`
}

function read(path: string): StateData {
  const text = readText(path)
  const errors: ParseError[] = []
  const json: unknown = parse(text, errors, { disallowComments: true })
  const lineOf = (offset: number) => text.slice(0, offset).split('\n').length
  const fail = (mistakes: { offset: number; what: string }[]) => {
    const shown = mistakes
      .slice(0, MAX_MISTAKES)
      .map(({ offset, what }) => printable(`${path}:${lineOf(offset)}: ${what}`))
    const more = mistakes.length - shown.length
    return new StateFileError([...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('\n'))
  }
  if (errors.length > 0) {
    throw fail(
      errors
        .slice(0, 1)
        .map(({ error, offset }) => ({ offset, what: `not valid JSON (${printParseErrorCode(error)})` })),
    )
  }
  const { success, output, issues } = v.safeParse(stateSchema, json)
  if (success) return output
  const tree = parseTree(text)
  throw fail(
    issues.map((issue) => {
      const keys = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)))
      const at = tree && [keys, keys.slice(0, -1)].map((path) => findNodeAtLocation(tree, path)).find(Boolean)
      return { offset: at?.offset ?? 0, what: `${v.getDotPath(issue) ?? 'the state'} ${complaint(issue)}` }
    }),
  )
}

function complaint({ input, expected }: v.BaseIssue<unknown>): string {
  if (input === undefined) return 'is missing'
  return expected === 'never' ? 'is unknown' : `should be ${expected}`
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new StateFileError(`${path}: cannot be read: ${String(error)}`)
  }
}
