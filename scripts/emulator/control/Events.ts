/** What has happened. `state`, `faults`, `stubs` and `fixtures` have changed and can be fetched again. */
export type EventName = 'call' | 'line' | 'cleared' | 'state' | 'faults' | 'stubs' | 'fixtures'

/** An event as it is sent. */
export interface SentEvent {
  id: number
  name: EventName | 'ready'
  /** JSON. */
  data: string
}

/** How many events, and how many characters of their data, are kept for listeners that reconnect (less than may wait: sendEvents). */
const MAX_KEPT = 1000
const MAX_KEPT_LENGTH = 512 * 1024

/** Sends events to listeners, and keeps the last ones for listeners that reconnect. */
export class Events {
  private readonly listeners = new Set<(event: SentEvent) => void>()
  /** Oldest first. Nothing is kept before the first listener connects. */
  private kept: SentEvent[] = []
  private keptLength = 0
  /** Higher than the ids of an earlier local WeChat at the same address. */
  private lastId = Date.now() * 1000
  private hadListener = false

  /** @param data sent as JSON */
  emit(name: EventName, data: object): void {
    if (!this.hadListener) return
    const event = { id: ++this.lastId, name, data: JSON.stringify(data) }
    this.kept.push(event)
    this.keptLength += event.data.length
    while (this.kept.length > MAX_KEPT || this.keptLength > MAX_KEPT_LENGTH) {
      this.keptLength -= this.kept.shift()?.data.length ?? 0
    }
    for (const listener of this.listeners) listener(event)
  }

  /**
   * Adds a listener. It first gets `ready`, which says whether it missed any event, then the events since the last one that it
   * got.
   *
   * @param lastId the id of the last event that it got; undefined for a new listener
   * @returns removes the listener
   * @example
   * const stop = events.listen(undefined, ({ name, data }) => console.log(name, data))
   */
  listen(lastId: number | undefined, listener: (event: SentEvent) => void): () => void {
    this.hadListener = true
    const first = this.kept[0]?.id ?? this.lastId + 1
    const isKnown = lastId !== undefined && lastId >= first - 1 && lastId <= this.lastId
    const since = isKnown ? this.kept.filter(({ id }) => id > lastId) : []
    listener({ id: isKnown ? lastId : this.lastId, name: 'ready', data: JSON.stringify({ missed: !isKnown }) })
    for (const event of since) listener(event)
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }
}
