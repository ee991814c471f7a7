import type { Balance } from '../../../cloudfunctions/openapi/apis/Api'
import type { Account } from '../../../cloudfunctions/openapi/apis/getAllAccount'
import { isOpenApiError } from '../../../cloudfunctions/openapi/errors/OpenApiError'
import { Failure } from '../../../cloudfunctions/openapi/https/Failure'
import { stableTokens } from '../../../cloudfunctions/openapi/https/stableTokens'
import type { Access } from '../Access'
import { type Finding, note, right, wrong } from '../Finding'
import { failed, failedCall } from '../failed'

/** How long to wait for a token, in milliseconds. */
const TIMEOUT_MS = 15_000

/** WeChat's message for 40164: `invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist`. */
const ADDRESS = /invalid ip ([0-9a-f.:]+)/

/**
 * Checks whether WeChat gives this machine a token: the appid, the appsecret and the IP whitelist must be right.
 *
 * @returns the token, if there is one, and what was found
 */
export async function accessToken(
  baseUrl: string,
  appid: string,
  secret: string,
): Promise<{ token?: string; finding: Finding }> {
  try {
    const token = await stableTokens({ appid, secret, baseUrl, timeoutMs: TIMEOUT_MS, fetch })()
    return {
      token,
      finding: right(`WeChat gives ${appid} an access_token here`, `本机能为 ${appid} 获取 access_token`),
    }
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown
    const finding = failed({ en: `no access_token for ${appid}`, zh: `未能为 ${appid} 获取 access_token` }, thrown)
    const address = thrown.errCode === 40164 ? ADDRESS.exec(thrown.message)?.[1] : undefined
    if (address === undefined) return { finding }
    const next = {
      en: `add ${address} to the IP whitelist (IP白名单) of the mini program at mp.weixin.qq.com`,
      zh: `把 ${address} 加入 mp.weixin.qq.com 的 IP 白名单`,
    }
    return { finding: { ...finding, next } }
  }
}

/**
 * Checks whether the mini program may call logistics.*, by listing its accounts.
 *
 * @returns the accounts, if it may, and what was found
 */
export async function authorisation({ openapi }: Access): Promise<{ list?: Account[]; finding: Finding }> {
  try {
    const { list } = await openapi.logistics.getAllAccount()
    return { list, finding: right('the mini program may call logistics.*', '小程序可以调用 logistics.*') }
  } catch (thrown) {
    if (!isOpenApiError(thrown)) throw thrown
    return { finding: failedCall(thrown) }
  }
}

/** Reports which courier accounts are bound, under review or refused. */
export function accounts(list: readonly Account[]): Finding[] {
  if (list.length > 0) return list.map(accountFinding)
  return [
    note('no courier account is bound yet', '还没有绑定任何快递账号', {
      en: 'bind one with bindAccount, or at mp.weixin.qq.com in 物流助手',
      zh: '用 bindAccount 绑定，或在 mp.weixin.qq.com 的物流助手里绑定',
    }),
  ]
}

function accountFinding({ deliveryId, bizId, statusCode, remarkWrongMsg }: Account): Finding {
  const account = `${deliveryId} ${bizId}`
  switch (statusCode) {
    case 0:
      return right(`${account} is bound`, `${account} 已绑定`)
    case 1:
      return note(`${account} is under review`, `${account} 审核中`, {
        en: 'wait for the courier, and look again',
        zh: '等待快递公司审核，稍后再查',
      })
    case 2:
      return wrong(
        `${account} was refused: ${remarkWrongMsg || 'no reason given'}`,
        `${account} 审核未通过：${remarkWrongMsg || '未说明原因'}`,
        { en: 'bind it again with what the reason asks for', zh: '按原因修改后重新绑定' },
      )
    case 3:
      return note(`${account} is unbound`, `${account} 已解绑`)
    default:
      return note(
        `${account} has the statusCode ${statusCode}, which is not documented`,
        `${account} 的 statusCode 为 ${statusCode}，文档未说明`,
      )
  }
}

/**
 * Reports how many e-waybills (电子面单) the bound accounts have left, at the couriers that offer this.
 *
 * @throws OpenApiError if WeChat does not say which couriers offer it
 */
export async function quotas({ openapi }: Access, list: readonly Account[]): Promise<Finding[]> {
  const bound = list.filter(({ statusCode }) => statusCode === 0)
  if (bound.length === 0) return []
  const { data } = await openapi.logistics.getAllDelivery()
  const offered = data.filter(({ canGetQuota }) => canGetQuota === 1).map(({ deliveryId }) => deliveryId)
  const findings: Finding[] = []
  for (const account of bound) {
    if (offered.includes(account.deliveryId)) findings.push(await quotaOf(openapi, account))
  }
  return findings
}

async function quotaOf({ logistics }: Access['openapi'], { deliveryId, bizId }: Account): Promise<Finding> {
  const account = `${deliveryId} ${bizId}`
  try {
    const { quotaNum } = await logistics.getQuota({ deliveryId, bizId })
    return quotaFinding(account, quotaNum)
  } catch (thrown) {
    if (!isOpenApiError(thrown)) throw thrown
    const what = {
      en: `how many e-waybills ${account} has left is not known`,
      zh: `未能查询 ${account} 的电子面单余额`,
    }
    return failedCall(thrown, what)
  }
}

function quotaFinding(account: string, left: Balance): Finding {
  if (left > 0) return right(`${account} has ${left} e-waybills left`, `${account} 电子面单余额 ${left}`)
  return wrong(`${account} has no e-waybill left`, `${account} 电子面单余额为 0`, {
    en: 'order more from the outlet (网点)',
    zh: '请向快递网点充值电子面单',
  })
}
