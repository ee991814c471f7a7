import type { ApiName } from '../../../cloudfunctions/openapi/apis'
import type { State } from '../state/State'
import type { Account, StateData } from '../state/stateSchema'
import type { AccessTokens } from './AccessTokens'
import { behaviours } from './behaviours'
import type { ApiCall, Body } from './behaviours/Behaviour'
import { type Review, reviewAccount } from './reviewAccount'
import { WeChatError } from './WeChatError'

/**
 * What WeChat does, whichever door a request came through: what is bound by a cloud call is seen by an HTTPS call. Whatever
 * a method changed is on disk when its promise settles.
 */
export class WeChat {
  constructor(
    private readonly state: State,
    private readonly tokens: AccessTokens,
  ) {}

  /** The mini program of calls that name none. */
  get defaultAppid(): string {
    return this.state.defaultMiniProgram().appid
  }

  /**
   * Makes a call of an API of the registry.
   *
   * @throws WeChatError when WeChat refuses
   */
  async call(api: ApiName, call: Omit<ApiCall, 'state'>): Promise<Body> {
    return this.kept(() => behaviours[api]({ ...call, state: this.state }))
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
    return this.kept(() => reviewAccount(this.state, review))
  }

  /** Everything that it and its couriers know, with passwords and secrets blanked. */
  shownState(): StateData {
    return this.state.shown()
  }

  /** Forgets every account and every token. */
  async reset(): Promise<void> {
    await this.kept(() => this.state.reset())
    this.tokens.clear()
  }

  /** Makes a change. The state has it on disk when it returns; one that writes later is to be awaited here, also after a refusal. */
  private async kept<T>(change: () => T): Promise<T> {
    return change()
  }

  private checkSecret(appid: unknown, secret: unknown): string {
    if (typeof appid !== 'string' || !appid) throw new WeChatError(41002)
    if (typeof secret !== 'string' || !secret) throw new WeChatError(41004)
    const miniProgram = this.state.miniProgram(appid)
    if (!miniProgram) throw new WeChatError(40013)
    if (miniProgram.secret !== secret) throw new WeChatError(40125)
    return appid
  }
}
