import { type Signal, signal } from '@preact/signals'
import type { LoggedCall } from '../control/CallLog'
import type { Fault } from '../control/Faults'
import type { FunctionReport } from '../functions/Runner'
import type { Info } from '../routes/control'
import type { DescribedApis } from '../routes/describeApis'
import type { ListedFile } from '../routes/files'
import type { CollectionSummary } from '../service/CloudDatabase'
import type { State } from '../service/WeChat'
import type { Stub } from '../state/fixturesSchema'
import type { Shell } from '../system/quoted'
import { read } from './http'
import { mergedCalls } from './loggedCalls'

/** The least time between two requests for the same data, in milliseconds. */
const FETCH_EVERY_MS = 500

/** What the local WeChat has, and nothing until it is fetched. */
export const info = remote<Partial<Info>>('info', {})
export const registry = remote<DescribedApis>('apis', { apis: [], codes: {}, actionTypes: {} })
export const functions = remote<readonly FunctionReport[]>('functions', [])
export const state = remote<Partial<State>>('state?limit=100', {})
export const collections = remote<{ collections: readonly CollectionSummary[] }>('database', { collections: [] })
export const files = remote<{ total: number; files: readonly ListedFile[] }>('files?limit=100', { total: 0, files: [] })
export const faults = remote<readonly Fault[]>('faults', [])
export const stubs = remote<readonly Stub[]>('stubs', [])
/** The last calls, the newest first, and how many have come in total. */
export const calls = signal<readonly LoggedCall[]>([])
export const callsSeen = signal(0)
/** Whether the page receives events. */
export const connected = signal(false)

/** The shell of the reader. */
export const shell: Shell = navigator.userAgent.includes('Windows') ? 'cmd' : 'sh'

/** Returns the name of a courier of the fixtures. */
export function courierName(id: string): string | undefined {
  return state.value.couriers?.find((it) => it.delivery_id === id)?.delivery_name
}

/** Returns whether the page's calls are made for this mini program. They cannot choose one. */
export function isCallers(appid: string | undefined): boolean {
  return appid === info.value.appid
}

/**
 * Returns one of this package's commands, as the reader can run it.
 *
 * @example
 * command('call getAllDelivery --local') // 'npx wx-logistics call getAllDelivery --local'
 */
export function command(line: string): string {
  const { run = 'npx wx-logistics' } = info.value
  return `${run} ${run === 'npm run' ? line.replace(/ (-- )?/, ' -- ') : line}`
}

/** What the page does when something happens in the local WeChat. */
const handlers = {
  ready({ missed }: { missed: boolean }) {
    connected.value = true
    if (!missed) return
    clearCalls()
    fetchAll()
  },
  call(call: LoggedCall) {
    addCalls([call])
    // A permission is missing.
    if (call.errcode === -604101) functions.fetch()
  },
  line({ id, text }: { id: number; text: string }) {
    addCalls(calls.value.filter((it) => it.id === id).map((it) => ({ ...it, lines: [...(it.lines ?? []), text] })))
  },
  cleared: clearCalls,
  state() {
    for (const it of [state, collections, files]) it.fetch()
  },
  faults: faults.fetch,
  stubs: stubs.fetch,
  fixtures: fetchAll,
}

/** Subscribes to the events of the local WeChat. */
export function listen(): void {
  const source = new EventSource('/emulator/events')
  for (const [name, handle] of Object.entries(handlers)) {
    source.addEventListener(name, ({ data }: MessageEvent<string>) => handle(JSON.parse(data)))
  }
  source.addEventListener('error', () => {
    connected.value = false
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, 1000)
  })
}

// Functions are files, which send no events.
addEventListener('focus', functions.fetch)

function fetchAll(): void {
  for (const it of [info, registry, functions, state, collections, files, faults, stubs]) it.fetch()
  // After a failure, everything is fetched again when the connection is back.
  read<LoggedCall[]>('calls').then(addCalls, () => {})
}

function addCalls(added: readonly LoggedCall[]): void {
  const known = new Set(calls.value.map(({ id }) => id))
  callsSeen.value += added.filter(({ id }) => !known.has(id)).length
  calls.value = mergedCalls([...calls.value, ...added])
}

function clearCalls(): void {
  calls.value = []
  callsSeen.value = 0
}

/** Returns data of `/emulator/...`, with a function that fetches it again: immediately, then at most every 500 ms. */
function remote<T>(path: string, initial: T): Signal<T> & { fetch: () => void } {
  const value = signal(initial)
  let last = Promise.resolve()
  let isWaiting = false
  const fetch = () => {
    if (isWaiting) return
    isWaiting = true
    last = last.then(async () => {
      isWaiting = false
      value.value = await read<T>(path).catch(() => value.value)
      await new Promise((resolve) => setTimeout(resolve, FETCH_EVERY_MS))
    })
  }
  return Object.assign(value, { fetch })
}
