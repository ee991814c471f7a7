import { createHmac, randomBytes } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { Content } from '../state/Contents'
import type { Records } from '../state/Records'
import type { StoredFile } from '../state/recordsSchema'

/** How long the URLs of an upload and of a download are valid, in seconds; no longer than a day: assumed#storage-lifetime */
const UPLOAD_S = 600
const DOWNLOAD_S = 7200
const MAX_DOWNLOAD_S = 86_400

/** The query of the URL of a download: when it expires, in seconds since 1970, and a signature. */
export interface Signed {
  t: string
  sign: string
}

/**
 * The files of the cloud, one storage for all environments and mini programs: assumed#storage-env. When the promise of a method
 * settles, its changes are on disk.
 */
export class CloudStorage {
  /** URLs end with the process that made them. */
  private readonly secret = randomBytes(32)
  /** The paths of the uploads that were announced, by token. */
  private readonly uploads = new Map<string, { path: string; expires: number }>()

  constructor(private readonly records: Records) {}

  /** The files in the order in which they were added. */
  files(): Promise<readonly StoredFile[]> {
    return this.records.settled(() => this.records.files.all())
  }

  /** Returns a token that is valid for one upload. */
  announce(path: string): string {
    const now = Date.now()
    for (const [token, { expires }] of this.uploads) if (expires < now) this.uploads.delete(token)
    const token = randomBytes(16).toString('hex')
    this.uploads.set(token, { path, expires: now + UPLOAD_S * 1000 })
    return token
  }

  /** Returns the path of an upload, once; undefined if its token is invalid. */
  announced(token: string): string | undefined {
    const { path, expires = 0 } = this.uploads.get(token) ?? {}
    this.uploads.delete(token)
    return expires > Date.now() ? path : undefined
  }

  /**
   * Receives a content, to be put or discarded.
   *
   * @throws FileTooLargeError
   */
  receive(source: AsyncIterable<Uint8Array>): Promise<Content> {
    return this.records.contents.write(source)
  }

  /** Adds a file, or replaces it. */
  async put(path: string, { content, size }: Content): Promise<void> {
    const { files, contents } = this.records
    const before = await this.records.settled(() => {
      const it = files.get(path)
      files.put({ path, content, size, time: Math.floor(Date.now() / 1000) })
      return it
    })
    if (before) contents.remove(before.content)
  }

  /** Removes what was received, if it is a content that was not put. */
  discard(received: unknown): void {
    const { files, contents } = this.records
    if (!(received instanceof Content) || files.all().some((it) => it.content === received.content)) return
    contents.remove(received.content)
  }

  /** Removes files. Returns the paths that existed. */
  async remove(paths: readonly string[]): Promise<readonly string[]> {
    const { files, contents } = this.records
    const removed = await this.records.settled(() => {
      const found = [...new Set(paths)].flatMap((path) => files.get(path) ?? [])
      for (const { path } of found) files.remove(path)
      return found
    })
    for (const { content } of removed) contents.remove(content)
    return removed.map(({ path }) => path)
  }

  /** Opens a file for reading. */
  async open(path: string): Promise<{ file: FileHandle; size: number } | undefined> {
    const stored = await this.records.settled(() => this.records.files.get(path))
    const file = stored && (await this.records.contents.open(stored.content))
    return file && { file, size: stored.size }
  }

  /** Returns the query of a URL from which a file can be downloaded for a time, in seconds. */
  signed(path: string, lifetime = DOWNLOAD_S): Signed & { seconds: number } {
    const seconds = Math.min(lifetime > 0 ? lifetime : DOWNLOAD_S, MAX_DOWNLOAD_S)
    const t = String(Math.floor(Date.now() / 1000 + seconds))
    return { t, sign: this.signatureOf(path, t), seconds }
  }

  /** Checks the query of such a URL. */
  isSigned(path: string, { t, sign }: Signed): boolean {
    return sign === this.signatureOf(path, t) && Number(t) * 1000 > Date.now()
  }

  private signatureOf(path: string, t: string): string {
    return createHmac('sha256', this.secret).update(`${t} ${path}`).digest('hex')
  }
}
