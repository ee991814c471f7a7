import { type Signal, signal } from '@preact/signals'
import type { LoggedCall } from '../control/CallLog'
import type { Fault } from '../control/Faults'
import type { FunctionReport } from '../functions/Runner'
import type { Info } from '../routes/control'
import type { DescribedApis } from '../routes/describeApis'
import type { State } from '../service/WeChat'
import type { Stub } from '../state/fixturesSchema'
import { CallList } from './CallList'
import { control } from './http'

/** The least time between two requests for the same data, in milliseconds. */
const FETCH_EVERY_MS = 500
/** The least time between two updates of the list of calls, in milliseconds. */
const DRAW_EVERY_MS = 100
/** How many accounts and orders are fetched at first, and with each "Show more". */
const PAGE = 100

let limit = PAGE
const list = new CallList()

/** What the local WeChat has, each with the function that fetches it again; undefined until it is fetched. */
export const [info, fetchInfo] = remote<Info>(() => 'info')
export const [registry, fetchRegistry] = remote<DescribedApis>(() => 'apis')
export const [functions, fetchFunctions] = remote<readonly FunctionReport[]>(() => 'functions')
export const [state, fetchState] = remote<State>(() => `state?limit=${limit}`)
export const [faults, fetchFaults] = remote<readonly Fault[]>(() => 'faults')
export const [stubs, fetchStubs] = remote<readonly Stub[]>(() => 'stubs')
/** The last calls, the newest first, and how many have come in total. */
export const calls = signal<readonly LoggedCall[]>([])
export const callsSeen = signal(0)
/** Whether the page receives events. */
export const connected = signal(false)

/** Returns the appid, or '' if there is only one mini program. */
export function appidToShow(appid: string): string {
  return (state.value?.miniPrograms.length ?? 0) > 1 ? appid : ''
}

/** Returns whether the page's cloud calls and function calls are made for this mini program. They cannot choose one. */
export function isCallers(appid: string | undefined): boolean {
  return appid === info.value?.appid
}

/**
 * Returns one of this package's commands, as the reader can run it.
 *
 * @example
 * command('call getAllDelivery --local') // 'npx wx-logistics call getAllDelivery --local'
 */
export function command(line: string): string {
  const { run = 'npx wx-logistics' } = info.value ?? {}
  return `${run} ${run === 'npm run' ? line.replace(/ (-- )?/, ' -- ') : line}`
}

/** Fetches more accounts and orders. */
export function fetchMore(): void {
  limit += PAGE
  fetchState()
}

/** Subscribes to the events of the local WeChat. Functions are files, which send no events: they are fetched on focus. */
export function listen(): void {
  addEventListener('focus', fetchFunctions)
  const draw = atMostEvery(DRAW_EVERY_MS, async () => {
    calls.value = list.newestFirst()
    callsSeen.value = list.seen
  })
  const fetchCalls = atMostEvery(FETCH_EVERY_MS, async () => {
    list.take(await control('GET', 'calls'))
    draw()
  })
  const events: Record<string, (data: string) => void> = {
    ready: (data) => {
      connected.value = true
      const { missed }: { missed: boolean } = JSON.parse(data)
      if (!missed) return
      list.clear()
      for (const it of [fetchInfo, fetchRegistry, fetchFunctions, fetchState, fetchFaults, fetchStubs, fetchCalls]) it()
    },
    call: (data) => {
      const call: LoggedCall = JSON.parse(data)
      list.add(call)
      draw()
      if (call.errcode === -604101) fetchFunctions()
    },
    line: (data) => {
      list.addLine(JSON.parse(data))
      draw()
    },
    cleared: () => {
      list.clear()
      draw()
    },
    state: fetchState,
    faults: fetchFaults,
    stubs: fetchStubs,
    fixtures: () => {
      for (const it of [fetchInfo, fetchState, fetchStubs]) it()
    },
  }
  connect(events)
}

function connect(events: Readonly<Record<string, (data: string) => void>>): void {
  const source = new EventSource('/emulator/events')
  for (const [name, act] of Object.entries(events)) {
    source.addEventListener(name, ({ data }: MessageEvent<string>) => act(data))
  }
  source.addEventListener('error', () => {
    connected.value = false
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, 1000, events)
  })
}

/** Returns data of `/emulator/...`, undefined until it is fetched, and the function that fetches it again. */
export function remote<T>(path: () => string): [value: Signal<T | undefined>, fetch: () => void] {
  const value = signal<T>()
  const fetch = atMostEvery(FETCH_EVERY_MS, async () => {
    value.value = await control<T>('GET', path())
  })
  return [value, fetch]
}

/** Limits how often something runs: the first call runs it immediately, further calls together after a pause. */
function atMostEvery(ms: number, act: () => Promise<void>): () => void {
  let wanted = false
  let resting = false
  const run = async () => {
    if (resting || !wanted) return
    wanted = false
    resting = true
    // After a failure, everything is fetched again when the connection is back.
    await act().catch(() => {})
    setTimeout(() => {
      resting = false
      run()
    }, ms)
  }
  return () => {
    wanted = true
    run()
  }
}
