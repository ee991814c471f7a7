import * as v from 'valibot'
import type { Body } from '../service/behaviours/Behaviour'
import { type Stub, stubMistake, stubSchema } from '../state/fixturesSchema'
import { listOf } from '../state/plainSchemas'
import type { UnknownNames } from './UnknownNames'

/** What `PUT /emulator/stubs` takes. */
export const stubsSchema = v.pipe(
  listOf(
    v.pipe(
      stubSchema,
      v.rawCheck(({ dataset, addIssue }) => {
        const mistake = dataset.typed ? stubMistake(dataset.value) : undefined
        if (mistake) addIssue({ message: `${mistake.field} ${mistake.what}` })
      }),
    ),
  ),
  v.check(
    (stubs) => repeatedName(stubs) === undefined,
    ({ input }) => `${repeatedName(input)} is given twice`,
  ),
)

/** The canned answers: those of the fixtures, or what was put in their place. */
export class Stubs {
  private put: readonly Stub[] | undefined
  /** How many answers a stub has given. The fixtures' begin anew when their file is read again. */
  private given = new WeakMap<Stub, number>()

  /**
   * @param ofFixtures what the fixtures say now
   * @param onChange is told when others were put in their place
   */
  constructor(
    private readonly ofFixtures: () => readonly Stub[],
    private readonly unknownNames: UnknownNames,
    private readonly onChange: () => void,
  ) {}

  /** Those in force. */
  get(): readonly Stub[] {
    const stubs = this.put ?? this.ofFixtures()
    this.unknownNames.tell(
      'stub',
      stubs.map(({ api }) => api),
    )
    return stubs
  }

  /** Puts these in the place of all others until the next reset. */
  set(stubs: readonly Stub[]): void {
    this.put = stubs.map((stub) => ({ ...stub }))
    this.onChange()
  }

  /** Goes back to those of the fixtures, each at its first answer. */
  reset(): void {
    this.put = undefined
    this.given = new WeakMap()
    this.onChange()
  }

  has(api: string): boolean {
    return this.find(api) !== undefined
  }

  /** What a call is to be answered; undefined where no stub does. The last of several answers stays. */
  take(api: string): Body | undefined {
    const stub = this.find(api)
    if (!stub) return undefined
    const { answer, answers = [] } = stub
    const nth = this.given.get(stub) ?? 0
    this.given.set(stub, nth + 1)
    return answer ?? answers[Math.min(nth, answers.length - 1)]
  }

  private find(api: string): Stub | undefined {
    return this.get().find((it) => it.api === api)
  }
}

function repeatedName(stubs: readonly Stub[]): string | undefined {
  return stubs.find((stub, index) => stubs.findIndex(({ api }) => api === stub.api) < index)?.api
}
