import type { Account } from '../../../cloudfunctions/openapi/apis/getAllAccount'
import type { Access } from '../Access'
import { type Finding, right, wrong } from '../Finding'

/**
 * How many e-waybills (电子面单) the bound accounts have left, at the couriers that tell it.
 *
 * @throws OpenApiError where WeChat does not say
 */
export async function quotas({ openapi: { logistics } }: Access, list: readonly Account[]): Promise<Finding[]> {
  const bound = list.filter(({ statusCode }) => statusCode === 0)
  if (bound.length === 0) return []
  const { data } = await logistics.getAllDelivery()
  const telling = data.filter(({ canGetQuota }) => canGetQuota === 1).map(({ deliveryId }) => deliveryId)
  const findings: Finding[] = []
  for (const { deliveryId, bizId } of bound) {
    if (!telling.includes(deliveryId)) continue
    const { quotaNum } = await logistics.getQuota({ deliveryId, bizId })
    findings.push(findingOf(`${deliveryId} ${bizId}`, quotaNum))
  }
  return findings
}

function findingOf(who: string, left: number): Finding {
  if (left > 0) return right(`${who} has ${left} e-waybills left`, `${who} 电子面单余额 ${left}`)
  return wrong(`${who} has no e-waybill left`, `${who} 电子面单余额为 0`, {
    en: 'order more from the outlet (网点)',
    zh: '请向快递网点充值电子面单',
  })
}
