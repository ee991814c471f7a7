import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { MessageError } from '../../../cloudfunctions/openapi/messages/Message'
import type { LogUnknownNames } from '../schemas/apiName'
import type { Body, Bytes } from '../service/Behaviour'
import type { Stub } from '../state/fixturesSchema'
import { about, reasonIn } from '../system/system'

/** WeChat's content type of images. */
const IMAGE = 'image/jpeg'

/** A stub that cannot respond. */
export class StubError extends MessageError {}

/** The stubs in force: those of the fixtures, or those that replaced them. */
export class Stubs {
  private replacement: readonly Stub[] | undefined
  /** How many responses each stub has given. Those of the fixtures start again when their file changes. */
  private given = new WeakMap<Stub, number>()

  /**
   * @param ofFixtures returns the current stubs of the fixtures
   * @param onChange called when other stubs replace them
   * @param folder to which the files of stubs are relative
   */
  constructor(
    private readonly ofFixtures: () => readonly Stub[],
    private readonly logUnknownNames: LogUnknownNames,
    private readonly onChange: () => void,
    private readonly folder: string,
  ) {}

  get(): readonly Stub[] {
    const stubs = this.replacement ?? this.ofFixtures()
    this.logUnknownNames('stub', stubs)
    return stubs
  }

  /** Replaces all stubs until the next reset, and returns them. */
  set(stubs: readonly Stub[]): readonly Stub[] {
    this.replacement = stubs.map((stub) => ({ ...stub }))
    this.onChange()
    return this.get()
  }

  /** Restores the stubs of the fixtures, each at its first response. */
  reset(): void {
    this.replacement = undefined
    this.given = new WeakMap()
    this.onChange()
  }

  has(api: string, wireParams: Body): boolean {
    return this.find(api, wireParams) !== undefined
  }

  /**
   * Returns the response to a call; undefined for a call without a stub. The last of several responses repeats.
   *
   * @throws StubError if the file of the stub cannot be read
   */
  take(api: string, wireParams: Body): { body: Body; bytes?: Bytes } | undefined {
    const stub = this.find(api, wireParams)
    if (!stub) return undefined
    const { answer, answers, base64 = '', file, contentType = IMAGE } = stub
    const nth = this.given.get(stub) ?? 0
    this.given.set(stub, nth + 1)
    const body = answer ?? answers?.[Math.min(nth, answers.length - 1)]
    if (body) return { body }
    const buffer = file === undefined ? Buffer.from(base64, 'base64') : this.read(file)
    return { body: { contentType, size: buffer.length }, bytes: { buffer, contentType } }
  }

  private read(file: string): Buffer {
    const path = resolve(this.folder, file)
    try {
      return readFileSync(path)
    } catch (error) {
      const { en, zh } = reasonIn(error)
      throw new StubError(about(path, `the file of a stub cannot be read: ${en}`, `无法读取模拟返回的文件：${zh}`))
    }
  }

  private find(api: string, wireParams: Body): Stub | undefined {
    return this.get().find(
      (it) =>
        it.api === api &&
        Object.entries(it.when ?? {}).every(([name, value]) => isDeepStrictEqual(wireParams[name], value)),
    )
  }
}
