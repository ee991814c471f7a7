import type { Balance } from '../../../cloudfunctions/openapi/apis/Api'
import type { Account } from '../../../cloudfunctions/openapi/apis/getAllAccount'
import { isOpenApiError } from '../../../cloudfunctions/openapi/errors/OpenApiError'
import type { Access } from '../Access'
import { type Finding, right, wrong } from '../Finding'
import { failedCall } from '../failed'

/**
 * How many e-waybills (电子面单) the bound accounts have left, at the couriers that tell it.
 *
 * @throws OpenApiError where WeChat does not say which couriers tell it
 */
export async function quotas({ openapi }: Access, list: readonly Account[]): Promise<Finding[]> {
  const bound = list.filter(({ statusCode }) => statusCode === 0)
  if (bound.length === 0) return []
  const { data } = await openapi.logistics.getAllDelivery()
  const telling = data.filter(({ canGetQuota }) => canGetQuota === 1).map(({ deliveryId }) => deliveryId)
  const findings: Finding[] = []
  for (const account of bound) {
    if (telling.includes(account.deliveryId)) findings.push(await quotaOf(openapi, account))
  }
  return findings
}

async function quotaOf({ logistics }: Access['openapi'], { deliveryId, bizId }: Account): Promise<Finding> {
  const who = `${deliveryId} ${bizId}`
  try {
    const { quotaNum } = await logistics.getQuota({ deliveryId, bizId })
    return findingOf(who, quotaNum)
  } catch (thrown) {
    if (!isOpenApiError(thrown)) throw thrown
    const what = { en: `how many e-waybills ${who} has left is not known`, zh: `未能查询 ${who} 的电子面单余额` }
    return failedCall(thrown, what)
  }
}

function findingOf(who: string, left: Balance): Finding {
  if (left > 0) return right(`${who} has ${left} e-waybills left`, `${who} 电子面单余额 ${left}`)
  return wrong(`${who} has no e-waybill left`, `${who} 电子面单余额为 0`, {
    en: 'order more from the outlet (网点)',
    zh: '请向快递网点充值电子面单',
  })
}
