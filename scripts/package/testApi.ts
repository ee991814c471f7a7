import timers from 'node:timers/promises'
import { toSnakeCase } from '../../cloudfunctions/openapi/names/convertCase'
import type { LoggedCall } from '../emulator/control/CallLog'
import type { Fault } from '../emulator/control/Faults'
import { decodeFields, encodeFields } from '../emulator/database/extendedJson'
import type { ListedFile } from '../emulator/routes/files'
import type { Step } from '../emulator/service/shipping'
import type { DeliveryId } from '../emulator/state/couriers'
import type { PushEvent, Stub } from '../emulator/state/fixturesSchema'
import { checkNames, type Known, type Place, request, requestBytes, TestError } from './request'

/** Read before tests install fake timers. */
const sleep = timers.setTimeout
/** How often to look for a push, in milliseconds. */
const POLL_INTERVAL_MS = 20

/** A courier's decision about an account that is under review. */
export interface Review {
  /** The mini program (default: the first one of the fixtures). */
  appid?: string
  /** The courier, such as EMS. */
  deliveryId: DeliveryId
  /** The customer code. */
  bizId: string
  /** Whether the courier accepts the account. */
  approved: boolean
  /** Why the courier refuses. */
  reason?: string
}

/** What happens to a parcel. The order is found by orderId, waybillId or both. */
export interface Move {
  /** The mini program (default: the first one of the fixtures). */
  appid?: string
  /** The courier, such as SF. */
  deliveryId: DeliveryId
  /** The order's number, which the merchant gave it. */
  orderId?: string
  /** The waybill's number, which the courier gave it. */
  waybillId?: string
  /** WeChat's number of the event, 100001 for a collected parcel. */
  actionType: number
  /** The text of the event (default: the meaning of actionType). */
  actionMsg?: string
  /** In seconds since 1970 (default: now). */
  actionTime?: number
}

const EVENTS: Record<PushEvent | 'payment', true> = {
  update_business_bind_result: true,
  add_express_path: true,
  wxa_trade_controlled: true,
  trade_manage_remind_access_api: true,
  trade_manage_remind_shipping: true,
  trade_manage_order_settlement: true,
  payment: true,
}
/** What a buyer pays: an order of cloudPay.unifiedOrder, or an amount. */
export interface Payment {
  /** The mini program (default: the first one of the fixtures). */
  appid?: string
  /** The order's number, outTradeNo. */
  merchantTradeNo?: string
  /** The merchant, subMchId (default: of the order). */
  merchantId?: string
  /** The number of the payment (default: a new one). */
  transactionId?: string
  /** The buyer (default: of the order, or a user of the fixtures). */
  openid?: string
  /** In fen; required without an order. */
  paidAmount?: number
  /** What was bought. */
  description?: string
}

const PAYMENT: Known<Payment> = {
  appid: true,
  merchantTradeNo: true,
  merchantId: true,
  transactionId: true,
  openid: true,
  paidAmount: true,
  description: true,
}
const REVIEW: Known<Review> = { appid: true, deliveryId: true, bizId: true, approved: true, reason: true }
const MOVE: Known<Move> = {
  appid: true,
  deliveryId: true,
  orderId: true,
  waybillId: true,
  actionType: true,
  actionMsg: true,
  actionTime: true,
}

/** How to reset a local WeChat. */
export interface ResetOptions extends Place {
  /** Also ends the processes of functions, so that each starts again with its next call (default: false). */
  fresh?: boolean
}

/** How to wait for a push. */
export interface WaitOptions extends Place {
  /** An earlier push, to wait for the next one. */
  after?: LoggedCall
  /** How long to wait, in milliseconds (default: 4000, below jest's limit of 5 s). */
  timeoutMs?: number
}

/**
 * Resets the local WeChat, as the test presets do before each test: the records and stubs become those of the fixtures; faults and
 * calls are removed. Processes of functions are kept, except those whose call has not ended.
 *
 * @example
 * beforeEach(() => reset())
 */
export async function reset(options: ResetOptions = {}): Promise<void> {
  checkNames(options, { fresh: true, url: true } satisfies Known<ResetOptions>)
  const { fresh, ...place } = options
  await request('POST', '/emulator/reset', { ...place, body: { fresh } })
}

/**
 * Replaces the faults: which calls fail, and how. The test presets remove them before each test.
 *
 * @example
 * await setFaults([{ api: 'logistics.addOrder', kind: 'errcode', errcode: -1, times: 1 }])
 */
export async function setFaults(faults: readonly Fault[], place?: Place): Promise<void> {
  await request('PUT', '/emulator/faults', { ...place, body: faults })
}

/**
 * Replaces the stubs, for example of APIs that are not simulated. The test presets restore those of the fixtures before each test.
 *
 * @example
 * await setStubs([{ api: 'subscribeMessage.send', answer: { errcode: 0, errmsg: 'ok' } }])
 */
export async function setStubs(stubs: readonly Stub[], place?: Place): Promise<void> {
  await request('PUT', '/emulator/stubs', { ...place, body: stubs })
}

/**
 * Decides the review of an account, as its courier does. WeChat then pushes update_business_bind_result.
 *
 * @throws Error if no such account is under review
 * @example
 * await reviewAccount({ deliveryId: 'EMS', bizId: '123456', approved: true })
 */
export async function reviewAccount(review: Review, place?: Place): Promise<void> {
  checkNames(review, REVIEW)
  await request('POST', '/emulator/reviews', { ...place, body: toSnakeCase(review) })
}

/**
 * Adds an event to the path of a parcel, as its courier does. WeChat then pushes add_express_path.
 *
 * @throws Error if there is no such order
 * @example
 * await moveOrder({ deliveryId: 'SF', orderId: '1', actionType: 100001 })
 */
export async function moveOrder(move: Move, place?: Place): Promise<void> {
  checkNames(move, MOVE)
  await request('POST', '/emulator/orders', { ...place, body: toSnakeCase(move) })
}

/**
 * Lets a buyer pay. WeChat then calls the function that unifiedOrder named, which `waitForPush('payment')` waits for.
 *
 * @returns the number of the payment, transaction_id
 * @throws Error if the order does not wait for a payment
 * @example
 * const transactionId = await pay({ merchantTradeNo: 'T1' })
 */
export async function pay(payment: Payment, place?: Place): Promise<string> {
  checkNames(payment, PAYMENT)
  const body = toSnakeCase(payment)
  const paid = await request<{ transaction_id: string }>('POST', '/emulator/payments', { ...place, body })
  return paid.transaction_id
}

/**
 * Lets the buyer confirm that an order was received, or be refunded, or lets WeChat settle one that was received.
 *
 * @param transactionId the number of the payment, from `pay`
 * @throws Error if the state of the order does not allow it
 * @example
 * await stepPayment(transactionId, 'receive')
 */
export async function stepPayment(transactionId: string, step: Step, place?: Place): Promise<void> {
  const body = { transaction_id: transactionId }
  await request('POST', `/emulator/payments/${step}`, { ...place, body })
}

/**
 * Moves the clock of payments: orders become overdue (48 hours), are received automatically (2 or 10 days) and settle. A reset
 * sets it back.
 *
 * @example
 * await advance(10 * 24 * 3600)
 */
export async function advance(seconds: number, place?: Place): Promise<void> {
  await request('POST', '/emulator/advance', { ...place, body: { seconds } })
}

/** Returns the last 200 calls of APIs and functions, and pushes, the oldest first. The test presets empty the list before each test. */
export function calls(place?: Place): Promise<LoggedCall[]> {
  return request('GET', '/emulator/calls', place)
}

/**
 * Waits until a push has been delivered to the function or server that the fixtures name.
 *
 * @throws Error if WeChat pushes no such event, or none arrives in time
 * @example
 * const { wireParams, errcode } = await waitForPush('add_express_path')
 */
export async function waitForPush(event: PushEvent | 'payment', options: WaitOptions = {}): Promise<LoggedCall> {
  checkNames({ [event]: true }, EVENTS, { en: 'event', zh: '事件' })
  checkNames(options, { after: true, timeoutMs: true, url: true } satisfies Known<WaitOptions>)
  const { after, timeoutMs = 4000, ...place } = options
  let isOver = false
  const look = async () => {
    while (!isOver) {
      const isIt = ({ channel, api, id }: LoggedCall) => channel === 'push' && api === event && id > (after?.id ?? 0)
      const found = (await calls(place)).find(isIt)
      if (found) return found
      await sleep(POLL_INTERVAL_MS)
    }
    return undefined
  }
  // Reading a long log takes time too.
  const found = await Promise.race([look(), sleep(timeoutMs, undefined, { ref: false })])
  isOver = true
  if (found) return found
  const seconds = timeoutMs / 1000
  throw new TestError({
    en: `${event} was not pushed within ${seconds} s: does a function or a server of the fixtures' pushes receive it? If it is slow, raise timeoutMs.`,
    zh: `${seconds} 秒内没有推送 ${event}：初始数据的 pushes 是否指定了接收它的云函数或服务器？如果它很慢，请调大 timeoutMs。`,
  })
}

/**
 * Returns the documents of a collection in the order in which they were inserted, dates as Date.
 *
 * @param query a query of MongoDB, `{ status: { $gt: 1 } }`
 * @throws Error if the collection does not exist
 * @example
 * expect(await documents('parcels', { openid: 'oBuyer' })).toEqual([{ _id: 'p1', openid: 'oBuyer', at: expect.any(Date) }])
 */
export async function documents(
  collection: string,
  query: Readonly<Record<string, unknown>> = {},
  place?: Place,
): Promise<Record<string, unknown>[]> {
  const search = new URLSearchParams({ query: JSON.stringify(encodeFields(query)), limit: '999999999' })
  const found = await request<{ documents: Record<string, unknown>[] }>('GET', `${pathOf(collection)}?${search}`, place)
  return found.documents.map((it) => decodeFields(it, 0))
}

/**
 * Replaces the documents of a collection, which is created if it does not exist. The test presets restore those of the fixtures
 * before each test.
 *
 * @example
 * await setDocuments('parcels', [{ _id: 'p1', orderId: '1', at: new Date() }])
 */
export async function setDocuments(
  collection: string,
  documents: readonly Readonly<Record<string, unknown>>[],
  place?: Place,
): Promise<void> {
  await request('PUT', pathOf(collection), { ...place, body: documents.map(encodeFields) })
}

/**
 * Returns the files of the storage in the order in which they were added.
 *
 * @example
 * expect(await files()).toMatchObject([{ path: 'images/a.png', fileID: 'cloud://local.6c6f-local/images/a.png', size: 68 }])
 */
export async function files(place?: Place): Promise<ListedFile[]> {
  return (await request<{ files: ListedFile[] }>('GET', '/emulator/files', place)).files
}

/**
 * Returns the content of a file of the storage.
 *
 * @throws Error if there is no such file
 * @example
 * expect(String(await fileContent('notes/a.txt'))).toBe('hello')
 */
export async function fileContent(path: string, place?: Place): Promise<Buffer> {
  const { url } = (await files(place)).find((it) => it.path === path) ?? {}
  if (url === undefined) throw new TestError({ en: `no file ${path}`, zh: `没有文件 ${path}` })
  return requestBytes('GET', url, place)
}

/**
 * Adds a file to the storage, or replaces it. Returns its fileID. The test presets restore the files of the fixtures before each test.
 *
 * @param content a string is stored as UTF-8
 * @example
 * const fileID = await setFile('images/a.png', readFileSync('a.png'))
 */
export async function setFile(path: string, content: string | Uint8Array, place?: Place): Promise<string> {
  const query = new URLSearchParams({ path })
  const { fileID } = await request<ListedFile>('PUT', `/emulator/files?${query}`, {
    ...place,
    body: Buffer.from(content),
  })
  return fileID
}

function pathOf(collection: string): string {
  return `/emulator/database/${encodeURIComponent(collection)}`
}
