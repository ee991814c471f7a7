import { type Signal, signal } from '@preact/signals'
import type { LoggedCall } from '../control/CallLog'
import type { Fault } from '../control/Faults'
import type { FunctionReport } from '../functions/Runner'
import type { Info } from '../routes/control'
import type { DescribedApis } from '../routes/describeApis'
import type { LastState } from '../service/WeChat'
import type { Stub } from '../state/fixturesSchema'
import { CallList } from './CallList'
import { control } from './http'

/** Changes of one kind are fetched together, at most so often, in milliseconds. */
const FETCH_EVERY_MS = 500
/** Calls that come at once are drawn together. */
const DRAW_EVERY_MS = 100
/** So many accounts and orders are fetched and drawn, and so many more when they are asked for. */
const PAGE = 100

/** What there is at the moment; undefined until it is known. */
export const info = signal<Info>()
export const registry = signal<DescribedApis>()
export const functions = signal<readonly FunctionReport[]>()
export const state = signal<LastState>()
export const faults = signal<readonly Fault[]>()
export const stubs = signal<readonly Stub[]>()
/** The last calls, the newest first, and how many have come while the page was open. */
export const calls = signal<readonly LoggedCall[]>([])
export const callsSeen = signal(0)
/** Whether events come. */
export const connected = signal(false)

let limit = PAGE
const list = new CallList()
const draw = atMostEvery(DRAW_EVERY_MS, async () => {
  calls.value = list.newestFirst()
  callsSeen.value = list.seen
})

const fetching = <T>(path: string, take: (what: T) => void) =>
  atMostEvery(FETCH_EVERY_MS, async () => take(await control<T>('GET', path)))
const into =
  <T>(known: Signal<T>) =>
  (what: T) => {
    known.value = what
  }

/** Fetches what has changed. */
const fetchAgain = {
  info: fetching('info', into(info)),
  registry: fetching('apis', into(registry)),
  functions: fetching('functions', into(functions)),
  state: atMostEvery(FETCH_EVERY_MS, async () => {
    state.value = await control<LastState>('GET', `state?limit=${limit}`)
  }),
  faults: fetching('faults', into(faults)),
  stubs: fetching('stubs', into(stubs)),
  calls: fetching<LoggedCall[]>('calls', (fetched) => {
    list.take(fetched)
    draw()
  }),
}

/** Functions are files: there is no event when one is written, so whoever comes back to the page looks again. */
export const lookAtFunctions = fetchAgain.functions
addEventListener('focus', lookAtFunctions)

/** Fetches more of the accounts and orders, those that came before. */
export function fetchMore(): void {
  limit += PAGE
  fetchAgain.state()
}

/** Listens to what happens, from now on. */
export function listen(): void {
  const source = new EventSource('/emulator/events')
  const on = (name: string, act: (data: string) => void) =>
    source.addEventListener(name, ({ data }: MessageEvent<string>) => act(data))
  on('ready', (data) => {
    connected.value = true
    const { missed }: { missed: boolean } = JSON.parse(data)
    if (!missed) return
    list.clear()
    for (const fetch of Object.values(fetchAgain)) fetch()
  })
  on('call', (data) => {
    const call: LoggedCall = JSON.parse(data)
    list.add(call)
    draw()
    if (call.errcode === -604101) fetchAgain.functions()
  })
  on('line', (data) => {
    list.addLine(JSON.parse(data))
    draw()
  })
  on('cleared', () => {
    list.clear()
    draw()
  })
  on('state', fetchAgain.state)
  on('faults', fetchAgain.faults)
  on('stubs', fetchAgain.stubs)
  on('fixtures', () => {
    for (const what of ['info', 'state', 'stubs'] as const) fetchAgain[what]()
  })
  source.addEventListener('error', () => {
    connected.value = false
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, 1000)
  })
}

/** Does something soon, and again only after a while, however often it is asked for. */
function atMostEvery(ms: number, act: () => Promise<void>): () => void {
  let wanted = false
  let resting = false
  const run = async () => {
    if (resting || !wanted) return
    wanted = false
    resting = true
    // What fails is asked for again when the connection is there again.
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
