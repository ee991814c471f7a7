import { appendFileSync, readFileSync } from 'node:fs'

/** The attempts of a push that succeeded, or failed each time. */
const COMPLETE = /^(failed ){0,3}ok $|^(failed ){4}$/

/** Compares movements of orders, `ORDER#STATIONS`, with the pushes that the function has received. */
export class Pushes {
  /** The movements that must be pushed: acknowledged since the local WeChat started. */
  readonly moved = new Set<string>()

  /** @param path of the file to which the function appends each push and its outcome, `ORDER#STATIONS ok` */
  constructor(private readonly path: string) {
    appendFileSync(path, '')
  }

  /** Returns the attempts of each push, `failed ok `. */
  attempts(): Map<string, string> {
    const attempts = new Map<string, string>()
    for (const [, name = '', outcome] of readFileSync(this.path, 'utf8').matchAll(/(.+) (.+)\n/g)) {
      attempts.set(name, `${attempts.get(name) ?? ''}${outcome} `)
    }
    return attempts
  }

  /** Returns the movements that were not pushed until success, or four times, and those pushed again after it. */
  incomplete(): string[] {
    const attempts = this.attempts()
    return [...this.moved]
      .filter((name) => !COMPLETE.test(attempts.get(name) ?? ''))
      .map((name) => `${name}: acknowledged, but its pushes were: ${attempts.get(name) ?? ''}`)
  }

  /** Returns the pushes of movements that are not on disk. */
  unfounded(stations: ReadonlyMap<string, number>): string[] {
    return [...this.attempts().keys()].flatMap((name) => {
      const [orderId = '', count] = name.split('#')
      return (stations.get(orderId) ?? 0) < Number(count) ? `${name}: pushed, but not on disk` : []
    })
  }
}
