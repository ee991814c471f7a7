import type { ApiName } from '../../../cloudfunctions/openapi/apis'
import { BLANK } from '../../../cloudfunctions/openapi/errors/redact'
import type { Fixtures } from '../state/Fixtures'
import type { FixturesContent, MiniProgram } from '../state/fixturesSchema'
import type { Records } from '../state/Records'
import {
  type Account,
  BOUND,
  type Order,
  type PathItem,
  type Payment,
  REFUSED,
  REVIEWING,
  type RecordsData,
  SETTLED,
  type Seed,
  seedOf,
} from '../state/recordsSchema'
import type { AccessTokens } from './AccessTokens'
import type { ApiCall, Body } from './Behaviour'
import { behaviours } from './behaviours'
import { CloudDatabase } from './CloudDatabase'
import { CloudStorage } from './CloudStorage'
import { cloudPay, paymentCallback } from './cloudPay'
import { buyerOf, type Example, exampleOf } from './examples'
import type { Caller } from './openData'
import { courierOf, findOrder, moveOrder, type OrderName } from './orders/orders'
import { printHtml } from './orders/waybill'
import { findPayment, type GivenPayment, now, type PaymentKey, pay } from './payments'
import { type Push, updateBusinessBindResult, withoutQuery } from './pushes'
import { afterPayment, passTime, type Step, settlementPush, step } from './shipping'
import { WeChatError } from './WeChatError'

/**
 * The body of `GET /emulator/state`: the fixtures and the records, and how many records there are. Accounts and orders are those
 * of the records; `bound` counts the bound ones of the accounts.
 */
export type State = Omit<FixturesContent, keyof RecordsData | 'collections' | 'files'> &
  RecordsData & { totals: Record<'accounts' | 'bound' | 'orders' | 'printers' | 'payments', number> }

/** A courier's decision about an account that is under review. */
interface Review {
  appid: string
  delivery_id: string
  biz_id: string
  approved: boolean
  /** Why the courier refuses; getAllAccount returns it as remark_wrong_msg. */
  reason: string
}

/** What WeChat does, the same for every channel. When the promise of a method settles, its changes are on disk. */
export class WeChat {
  readonly database: CloudDatabase
  readonly storage: CloudStorage
  /** How far the clock of payments is ahead, in seconds. */
  private ahead = 0

  constructor(
    private readonly fixtures: Fixtures,
    private readonly records: Records,
    private readonly tokens: AccessTokens,
    /** Sends a push. It must not throw or block. */
    private readonly push: (push: Push) => void,
  ) {
    this.database = new CloudDatabase(fixtures, records)
    this.storage = new CloudStorage(records)
  }

  /** The mini program of calls that do not name one. */
  get defaultAppid(): string {
    return this.fixtures.defaultMiniProgram().appid
  }

  /** Makes a call of cloudPay; undefined for a method that is not simulated. */
  cloudPay(name: string, { openid = this.buyer, ...call }: Caller & { wireParams: Body }): Promise<Body> | undefined {
    const act = Object.hasOwn(cloudPay, name) ? cloudPay[name] : undefined
    return act && this.records.settled(() => act({ ...call, openid, payments: this.records.payments }))
  }

  /** Lets a buyer pay; undefined if there is nothing to pay, or no such mini program. The function of unifiedOrder then gets the result. */
  pay(given: GivenPayment): Promise<Payment | undefined> {
    return this.settled((push) => {
      const { appid = this.defaultAppid } = given
      const isKnown = this.fixtures.miniProgram(appid)
      const payment = isKnown && pay(this.records.payments, given, { appid, openid: this.buyer }, this.now)
      for (const it of payment ? [paymentCallback(payment), afterPayment(this.records, this.fixtures, payment)] : [])
        if (it) push(it)
      return payment
    })
  }

  /** The time of payments, in seconds. */
  get now(): number {
    return now() + this.ahead
  }

  /** Moves the clock of payments, and does what is due by then. Returns the new time. */
  advance(seconds: number): Promise<number> {
    this.ahead += seconds
    return this.settled((push) => {
      passTime(this.records, this.now, push)
      return this.now
    })
  }

  /** Makes a step of a payment: by the buyer, or by WeChat. Returns undefined if its state does not allow it. */
  stepPayment(key: PaymentKey, what: Step): Promise<Payment | undefined> {
    return this.settled((push) => {
      const payment = findPayment(this.records.payments, key)
      const next = payment && step(payment, what, this.now)
      if (next) this.records.payments.put(next)
      if (next?.order_state === SETTLED) push(settlementPush(next))
      return next
    })
  }

  private get buyer(): string {
    return buyerOf(this.fixtures.content())
  }

  /**
   * Makes a call of an API of the registry.
   *
   * @throws WeChatError if WeChat refuses
   */
  async call(api: ApiName, call: Pick<ApiCall, 'appid' | 'wireParams' | 'log'>): Promise<Body> {
    const { fixtures, records, now } = this
    return this.settled((push) => behaviours[api]({ ...call, fixtures, records, now, push }))
  }

  /**
   * Returns the body of `GET /cgi-bin/token` or of `POST /cgi-bin/stable_token`.
   *
   * @throws WeChatError
   */
  token(kind: 'ordinary' | 'stable', { grant_type, appid, secret, force_refresh }: Body): Body {
    if (grant_type !== 'client_credential') throw new WeChatError(40002)
    if (typeof appid !== 'string' || !appid) throw new WeChatError(41002)
    if (typeof secret !== 'string' || !secret) throw new WeChatError(41004)
    const miniProgram = this.fixtures.miniProgram(appid)
    if (!miniProgram) throw new WeChatError(40013)
    if (miniProgram.secret !== secret) throw new WeChatError(40125)
    return kind === 'ordinary' ? this.tokens.ordinary(appid) : this.tokens.stable(appid, force_refresh === true)
  }

  /**
   * Returns the appid of the mini program that an access_token belongs to.
   *
   * @throws WeChatError if it is not valid
   */
  appidOf(accessToken: string): string {
    return this.tokens.appidOf(accessToken)
  }

  /** Decides a review. Returns the account, or undefined if no such account is under review. */
  async review({ appid, delivery_id, biz_id, approved, reason }: Review): Promise<Account | undefined> {
    return this.settled((push) => {
      const { accounts } = this.records
      const account = accounts.get(appid, delivery_id, biz_id)
      if (account?.status_code !== REVIEWING) return undefined
      const reviewed: Account = {
        ...account,
        status_code: approved ? BOUND : REFUSED,
        remark_wrong_msg: approved ? '' : reason,
        update_time: Math.floor(Date.now() / 1000),
      }
      accounts.put(reviewed)
      push(updateBusinessBindResult(reviewed))
      return reviewed
    })
  }

  /** Adds an event to the path of an order. Returns undefined if there is no such order. */
  async moveOrder(name: OrderName, item: PathItem): Promise<Order | undefined> {
    return this.settled((push) => {
      const order = findOrder(this.records, name)
      return order && moveOrder(this.records, order, item, push)
    })
  }

  /** Returns the waybill of an order as HTML, or undefined if there is no such order. */
  waybillPage(name: OrderName): string | undefined {
    const order = findOrder(this.records, name)
    return order && printHtml(order, courierOf(this.fixtures, order.delivery_id).delivery_name)
  }

  /**
   * Returns the fixtures, without passwords and secrets, and the records of their mini programs, without documents.
   *
   * @param limit how many of the last accounts, orders, printers and payments
   */
  state(limit = Number.POSITIVE_INFINITY): State {
    const { miniPrograms, customers, collections: _, files: __, pushes, ...rest } = this.fixtures.content()
    const [first, ...others] = miniPrograms
    const blank = (it: MiniProgram) => ({ ...it, secret: BLANK })
    const { accounts, orders, printers, payments, quotas } = this.records.toJSON()
    const ofKnown = <R extends { appid: string }>(records: R[]) =>
      records.filter(({ appid }) => miniPrograms.some((it) => it.appid === appid))
    const known = {
      accounts: ofKnown(accounts),
      orders: ofKnown(orders),
      printers: ofKnown(printers),
      payments: ofKnown(payments),
    }
    return {
      ...rest,
      miniPrograms: [blank(first), ...others.map(blank)],
      customers: customers.map((it) => ({ ...it, password: it.password && BLANK })),
      pushes: pushes.map(({ url, token: _, encodingAESKey: __, ...it }) => ({
        ...it,
        ...(url && { url: withoutQuery(url) }),
      })),
      quotas,
      accounts: known.accounts.slice(-limit),
      orders: known.orders.slice(-limit),
      printers: known.printers.slice(-limit),
      payments: known.payments.slice(-limit),
      totals: {
        accounts: known.accounts.length,
        bound: known.accounts.filter(({ status_code }) => status_code === BOUND).length,
        orders: known.orders.length,
        printers: known.printers.length,
        payments: known.payments.length,
      },
    }
  }

  /** Returns an example for the fixtures and records as they are now. */
  example(api: ApiName, deliveryId: string | undefined): Example {
    return exampleOf(api, this.fixtures.content(), this.records.toJSON(), deliveryId)
  }

  /** Replaces all records but documents and files by these. */
  async setState(seed: Partial<Seed>): Promise<void> {
    await this.records.settled(() => this.records.replace(seedOf(seed, this.defaultAppid)))
  }

  /** Resets the records to those of the fixtures, and forgets all tokens. */
  async reset(): Promise<void> {
    await this.records.reset(() => this.database.clear())
    this.tokens.clear()
    this.ahead = 0
  }

  /** Calls a function that changes records, and sends its pushes once the changes are stored. */
  private async settled<T>(act: (push: (push: Push) => void) => T): Promise<T> {
    const pushes: Push[] = []
    const outcome = await this.records.settled(() => act((it) => pushes.push(it)))
    for (const it of pushes) this.push(it)
    return outcome
  }
}
