import type { ApiName } from '../../../cloudfunctions/openapi/apis'
import type { Fixtures } from '../state/Fixtures'
import type { FixturesContent, MiniProgram } from '../state/fixturesSchema'
import type { Records } from '../state/Records'
import {
  type Account,
  BOUND,
  type Order,
  type PathItem,
  type RecordsData,
  type Seed,
  seedOf,
} from '../state/recordsSchema'
import type { AccessTokens } from './AccessTokens'
import { behaviours } from './behaviours'
import type { ApiCall, Body } from './behaviours/Behaviour'
import { courierOf } from './orders/courierOf'
import { findOrder, type OrderName } from './orders/findOrder'
import { moveOrder } from './orders/moveOrder'
import { printHtml, TWO_PARTS } from './orders/printHtml'
import type { Push } from './Push'
import { updateBusinessBindResult } from './pushes/updateBusinessBindResult'
import { type Review, reviewAccount } from './reviewAccount'
import { WeChatError } from './WeChatError'

const BLANK = '***'

/** What `GET /emulator/state` shows: the fixtures, without what is bound and ordered at the start, and the records. */
export type State = Omit<FixturesContent, keyof RecordsData> & RecordsData

/** What `GET /emulator/state?limit=100` shows: of the records that calls add to, the last, and how many there are. */
export interface LastState extends State {
  /** `bound`: of the accounts. */
  totals: Record<'accounts' | 'bound' | 'orders' | 'printers', number>
}

/**
 * What WeChat does, whichever channel a request came through: what is bound by a cloud call is seen by an HTTPS call. Whatever
 * a method changed is on disk when its promise settles.
 */
export class WeChat {
  constructor(
    private readonly fixtures: Fixtures,
    private readonly records: Records,
    private readonly tokens: AccessTokens,
    private readonly log: (line: string) => void,
    /** Pushes a message; it neither fails nor takes long. */
    private readonly push: (push: Push) => void,
  ) {}

  /** The mini program of calls that name none. */
  get defaultAppid(): string {
    return this.fixtures.defaultMiniProgram().appid
  }

  /**
   * Makes a call of an API of the registry.
   *
   * @throws WeChatError when WeChat refuses
   */
  async call(api: ApiName, call: Pick<ApiCall, 'appid' | 'wireParams'>): Promise<Body> {
    const { fixtures, records } = this
    const tell: ApiCall['tell'] = ({ en, zh }) => this.log(`${api}: ${en} ${zh}`)
    return this.settled((push) => behaviours[api]({ ...call, fixtures, records, tell, push }))
  }

  /**
   * What `GET /cgi-bin/token` answers.
   *
   * @throws WeChatError
   */
  ordinaryToken({ grant_type, appid, secret }: Body): Body {
    if (grant_type !== 'client_credential') throw new WeChatError(40002)
    return this.tokens.ordinary(this.checkSecret(appid, secret))
  }

  /**
   * What `POST /cgi-bin/stable_token` answers.
   *
   * @throws WeChatError
   */
  stableToken({ grant_type, appid, secret, force_refresh }: Body): Body {
    if (grant_type !== 'client_credential') throw new WeChatError(40002)
    return this.tokens.stable(this.checkSecret(appid, secret), force_refresh === true)
  }

  /**
   * The mini program that an access_token belongs to.
   *
   * @throws WeChatError when it belongs to none
   */
  appidOf(accessToken: string): string {
    return this.tokens.appidOf(accessToken)
  }

  /** Decides a review; undefined when no such account is under review. */
  async review(review: Review): Promise<Account | undefined> {
    return this.settled((push) => {
      const account = reviewAccount(this.records, review)
      if (account) push(updateBusinessBindResult(account))
      return account
    })
  }

  /** Adds to the path of an order; undefined when there is no such order. */
  async moveOrder(name: OrderName, item: PathItem): Promise<Order | undefined> {
    return this.settled((push) => {
      const order = findOrder(this.records, name)
      return order && moveOrder(this.records, order, item, push)
    })
  }

  /** The waybill of an order as it would be printed, a page of HTML; undefined when there is no such order. */
  waybillPage(name: OrderName): string | undefined {
    const order = findOrder(this.records, name)
    return order && printHtml(order, courierOf(this.fixtures, order.delivery_id).delivery_name, TWO_PARTS)
  }

  /** The fixtures, with passwords and secrets blanked, and the records. */
  state(): State {
    const { miniPrograms, customers, ...rest } = this.fixtures.content()
    const [first, ...others] = miniPrograms
    const blank = (it: MiniProgram) => ({ ...it, secret: BLANK })
    return {
      ...rest,
      miniPrograms: [blank(first), ...others.map(blank)],
      customers: customers.map((it) => ({ ...it, password: it.password && BLANK })),
      ...this.records.toJSON(),
    }
  }

  /** The same, with no more than so many accounts, orders and printers: the last. */
  lastState(limit: number): LastState {
    const state = this.state()
    const { accounts, orders, printers } = state
    const bound = accounts.filter(({ status_code }) => status_code === BOUND)
    return {
      ...state,
      accounts: accounts.slice(-limit),
      orders: orders.slice(-limit),
      printers: printers.slice(-limit),
      totals: {
        accounts: accounts.length,
        bound: bound.length,
        orders: orders.length,
        printers: printers.length,
      },
    }
  }

  /** Puts these records in the place of all others. */
  async setState(seed: Partial<Seed>): Promise<void> {
    await this.records.settled(() => this.records.replace(seedOf(seed, this.defaultAppid)))
  }

  /** Begins anew: what is bound and ordered is what the fixtures say, and no token is known. */
  async reset(): Promise<void> {
    await this.setState(this.fixtures.seed())
    this.tokens.clear()
  }

  /** Does something with the records, and pushes what comes of it as soon as it is kept. */
  private async settled<T>(act: (push: (push: Push) => void) => T): Promise<T> {
    const pushes: Push[] = []
    const outcome = await this.records.settled(() => act((it) => pushes.push(it)))
    for (const it of pushes) this.push(it)
    return outcome
  }

  private checkSecret(appid: unknown, secret: unknown): string {
    if (typeof appid !== 'string' || !appid) throw new WeChatError(41002)
    if (typeof secret !== 'string' || !secret) throw new WeChatError(41004)
    const miniProgram = this.fixtures.miniProgram(appid)
    if (!miniProgram) throw new WeChatError(40013)
    if (miniProgram.secret !== secret) throw new WeChatError(40125)
    return appid
  }
}
