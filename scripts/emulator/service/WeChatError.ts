import { randomBytes } from 'node:crypto'

/** WeChat's messages by code, as its pages and users show them; where only the code is documented: assumed#messages */
const errorMessages: Readonly<Record<number, string>> = {
  [-1]: 'system error',
  // https://docs.cloudbase.net/error-code/INVALID_PARAM
  [-501007]: 'missing wxCloudApiToken',
  40001:
    'invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40013: 'invalid appid',
  40014: 'invalid access_token',
  40066: 'invalid url',
  40097: 'invalid args',
  40101: 'missing parameter',
  40125: 'invalid appsecret',
  40199: 'waybill_id not found',
  41001: 'access_token missing',
  41002: 'appid missing',
  41004: 'appsecret missing',
  42001: 'access_token expired',
  43002: 'require POST method',
  44002: 'empty post data',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit, must slower, retry next minute',
  47001: 'data format error',
  48001: 'api unauthorized',
  930559: 'invaild openid',
  930561: 'args error',
  930563: 'order not exists',
  930564: 'quota run out',
  931023: 'waybill not exist detail: [运单不存在]',
  9300501: 'delivery logic fail',
  9300503: 'Specified delivery id is not registerred',
  9300506: 'waybill path exists, cannot cancel',
  9300507: "invalid token, can't decryption or decryption result is different from the plaintext",
  9300510: 'invalid service type',
  9300517: 'invalid update_type',
  9300520: 'invalid delivery id',
  9300522: 'this orderid is repeated',
  9300524: 'cancel order fail',
  9300525: 'biz id not bind',
  9300526: 'arg size exceed limit',
  9300528: 'invalid waybill_id',
  9300529: 'biz_id already bind',
  9300530: 'biz_id not exist',
  9300531: 'invalid biz_id or password',
  9300532: 'bind request submitted, under review',
  9300534: 'invalid shop args',
  9300535: 'invalid shop args',
  9300536: 'invalid wxa_appid',
  10060001: 'pay order not exist',
  10060002: 'order has been shipped',
  10060003: 'reship chance has been used',
  10060004: 'order state does not allow shipping',
  10060006: 'only express supports split delivery',
  10060011: 'invalid last_index',
  10060013: 'sub order repeated',
  10060023: 'shipping info not updated',
  10060024: 'too many shipping items',
  10060028: '当前订单状态不允许进行该操作',
  10060029: 'received_time is before shipping',
  10060030: 'reminder has been used',
  10060031: 'pay order does not belong to the openid',
  10060032: 'not an express order',
  268485253: 'order_number_type of sub order is different',
}

const ownMessages = new Set(Object.values(errorMessages))

/** Checks whether an errmsg is one of WeChat's, which contains nothing that the call has sent. */
export function isOwnMessage(errmsg: string): boolean {
  return ownMessages.has(errmsg.replace(/ rid: [\w-]+$/, ''))
}

/** An error response of WeChat: an errcode, and an errmsg that ends with a request id. */
export class WeChatError extends Error {
  /**
   * @param message needed for a code without an entry in errorMessages
   * @param more further fields of the body, such as a courier's reason
   */
  constructor(
    readonly errcode: number,
    message = errorMessages[errcode] ?? 'error',
    readonly more: Readonly<Record<string, unknown>> = {},
  ) {
    super(message)
  }

  /** Returns the body that WeChat sends, https://developers.weixin.qq.com/community/develop/doc/00022e5d5509006c26d08572d60000 */
  toJSON(): Readonly<Record<string, unknown>> & { errcode: number; errmsg: string } {
    return { errcode: this.errcode, errmsg: `${this.message} rid: ${createRid()}`, ...this.more }
  }
}

/** Returns a request id in WeChat's form, `xxxxxxxx-xxxxxxxx-xxxxxxxx`. */
function createRid(): string {
  return Array.from({ length: 3 }, () => randomBytes(4).toString('hex')).join('-')
}
