/** What has happened, for whoever shows it. `state`, `faults`, `stubs` and `fixtures` say that there is another one to get. */
export type EventName = 'call' | 'line' | 'cleared' | 'state' | 'faults' | 'stubs' | 'fixtures'

/** One event, as it is sent. */
export interface SentEvent {
  id: number
  name: EventName | 'ready'
  /** JSON. */
  data: string
}

/** So much is kept for those who come back: events, and characters of their data. */
const MAX_KEPT = 1000
const MAX_KEPT_LENGTH = 4 * 1024 * 1024

/** Hands events on to whoever listens, and keeps the last of them for one who was away. */
export class Events {
  private readonly listeners = new Set<(event: SentEvent) => void>()
  /** Oldest first. Nothing is kept before anybody has listened. */
  private kept: SentEvent[] = []
  private keptLength = 0
  /** Numbers go on where an earlier local WeChat at this address may have ended, so that none of them comes twice. */
  private lastId = Date.now() * 1000
  private wasHeard = false

  /** @param data is sent as JSON */
  emit(name: EventName, data: object): void {
    if (!this.wasHeard) return
    const event = { id: ++this.lastId, name, data: JSON.stringify(data) }
    this.kept.push(event)
    this.keptLength += event.data.length
    while (this.kept.length > MAX_KEPT || this.keptLength > MAX_KEPT_LENGTH) {
      this.keptLength -= this.kept.shift()?.data.length ?? 0
    }
    for (const listener of this.listeners) listener(event)
  }

  /**
   * Listens from now on. First comes `ready`, which says whether anything was missed; then what has happened since the event
   * that came last.
   *
   * @param lastId of the event that came last; undefined for one who listens for the first time
   * @returns ends it
   * @example
   * const end = events.listen(undefined, ({ name, data }) => console.log(name, data))
   */
  listen(lastId: number | undefined, listener: (event: SentEvent) => void): () => void {
    this.wasHeard = true
    const first = this.kept[0]?.id ?? this.lastId + 1
    const isKnown = lastId !== undefined && lastId >= first - 1 && lastId <= this.lastId
    const since = isKnown ? this.kept.filter(({ id }) => id > lastId) : []
    const ready = { missed: !isKnown }
    listener({ id: isKnown ? lastId : this.lastId, name: 'ready', data: JSON.stringify(ready) })
    for (const event of since) listener(event)
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }
}
