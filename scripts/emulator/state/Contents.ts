import { randomBytes } from 'node:crypto'
import { createReadStream, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { type FileHandle, mkdir, open, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageError } from '../../../cloudfunctions/openapi/messages/Message'
import { about, codeOf, reasonIn } from '../system/system'
import type { StoredFile } from './recordsSchema'

/** The size of a file: assumed#storage-size */
export const MAX_FILE_MB = 50
const MAX_FILE_BYTES = MAX_FILE_MB * 1024 * 1024

/** What was stored. No request can forge one. */
export class Content {
  constructor(
    /** Its name on disk, which says nothing about the file. */
    readonly content: string,
    /** In bytes. */
    readonly size: number,
  ) {}
}

/** A file that exceeds MAX_FILE_MB. */
export class FileTooLargeError extends MessageError {
  constructor() {
    super({ en: `a file may have ${MAX_FILE_MB} MB`, zh: `文件不能超过 ${MAX_FILE_MB} MB` })
  }
}

/**
 * The contents of stored files, in a folder `files` beside the records, or in a temporary folder without one. Each is written
 * before a record names it and removed after none does, so a process that is killed leaves at most contents without a record.
 */
export class Contents {
  private readonly folder: string | undefined
  private temporary: string | undefined

  /** @param place the folder of the records; undefined for a temporary one */
  constructor(place: string | undefined) {
    this.folder = place && join(place, 'files')
  }

  /**
   * Stores a content. It is on disk when the promise resolves. Memory holds a chunk at a time.
   *
   * @throws FileTooLargeError after the whole source was read; Error if the disk is full, for example
   */
  async write(source: AsyncIterable<Uint8Array>): Promise<Content> {
    const content = randomBytes(16).toString('hex')
    let size = 0
    async function* limited() {
      for await (const chunk of source) {
        size += chunk.length
        if (size <= MAX_FILE_BYTES) yield chunk
      }
    }
    // A person may have removed the folder.
    await mkdir(this.place(), { recursive: true, mode: 0o700 })
    try {
      const file = await open(this.pathOf(content), 'wx', 0o600)
      try {
        await writeFile(file, limited())
        await file.sync()
      } finally {
        await file.close()
      }
      if (size > MAX_FILE_BYTES) throw new FileTooLargeError()
      return new Content(content, size)
    } catch (error) {
      this.remove(content)
      throw error
    }
  }

  /**
   * Stores the content of a file of this machine.
   *
   * @throws MessageError that names the file
   */
  async copy(path: string): Promise<Content> {
    // A stream that exists before it is read would throw its error.
    async function* read() {
      yield* createReadStream(path)
    }
    try {
      return await this.write(read())
    } catch (error) {
      const { en, zh } = reasonIn(error)
      throw new MessageError(about(path, `cannot be copied into the storage: ${en}`, `无法复制到云存储：${zh}`))
    }
  }

  /** Opens a content for reading; undefined if it does not exist. */
  async open(content: string): Promise<FileHandle | undefined> {
    return open(this.pathOf(content)).catch((error) => {
      if (codeOf(error) === 'ENOENT') return undefined
      throw error
    })
  }

  /** Removes a content. On Windows, one that is being read stays until the next start. */
  remove(content: string): void {
    tryToRemove(this.pathOf(content))
  }

  /** Removes all contents but these. */
  sweep(known: readonly StoredFile[]): void {
    const names = new Set(known.map((it) => it.content))
    try {
      for (const it of this.folder ? readdirSync(this.folder) : []) if (!names.has(it)) this.remove(it)
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error
    }
  }

  /** Removes the temporary folder. */
  close(): void {
    if (this.temporary) tryToRemove(this.temporary)
  }

  private place(): string {
    if (this.folder) return this.folder
    this.temporary ??= mkdtempSync(join(tmpdir(), 'local-wechat-'))
    return this.temporary
  }

  private pathOf(content: string): string {
    return join(this.place(), content)
  }
}

function tryToRemove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true })
  } catch {
    // Windows does not remove a file that is open.
  }
}
