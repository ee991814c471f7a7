import type { OpenApi } from '../../../../cloudfunctions/openapi/apis'
import { type Finding, failed, note, right, wrong } from '../Finding'

/**
 * Checks whether the mini program may call logistics.*, which courier accounts are bound, under review or refused, and how
 * many e-waybills (电子面单) the bound ones have left, at the couriers that offer this.
 *
 * @throws OpenApiError if it may not
 */
export async function* accounts({ logistics }: OpenApi): AsyncGenerator<Finding> {
  const { list } = await logistics.getAllAccount()
  yield right('logistics.*', { en: 'the mini program may call it', zh: '小程序可以调用' })
  if (list.length === 0)
    yield note(
      'accounts',
      { en: 'no courier account is bound yet', zh: '还没有绑定任何快递账号' },
      {
        en: 'bind one with bindAccount, or at mp.weixin.qq.com in 物流助手',
        zh: '用 bindAccount 绑定，或在 mp.weixin.qq.com 的物流助手里绑定',
      },
    )
  for (const { deliveryId, bizId, statusCode, remarkWrongMsg } of list) {
    const account = `${deliveryId} ${bizId}`
    if (statusCode === 0) yield right(account, { en: 'is bound', zh: '已绑定' })
    else if (statusCode === 1)
      yield note(
        account,
        { en: 'is under review', zh: '审核中' },
        { en: 'wait for the courier, and look again', zh: '等待快递公司审核，稍后再查' },
      )
    else if (statusCode === 2)
      yield wrong(
        account,
        { en: `was refused: ${remarkWrongMsg}`, zh: `审核未通过：${remarkWrongMsg}` },
        { en: 'bind it again with what the reason asks for', zh: '按原因修改后重新绑定' },
      )
  }
  const { data } = await logistics.getAllDelivery()
  for (const { deliveryId, bizId, statusCode } of list) {
    const offersQuota = data.some((it) => it.deliveryId === deliveryId && it.canGetQuota === 1)
    if (statusCode !== 0 || !offersQuota) continue
    const account = `${deliveryId} ${bizId}`
    try {
      const { quotaNum } = await logistics.getQuota({ deliveryId, bizId })
      yield quotaNum > 0
        ? right(account, { en: `has ${quotaNum} e-waybills left`, zh: `电子面单余额 ${quotaNum}` })
        : wrong(
            account,
            { en: 'has no e-waybill left', zh: '电子面单余额为 0' },
            { en: 'order more from the outlet (网点)', zh: '请向快递网点充值' },
          )
    } catch (thrown) {
      yield failed(`${account} getQuota`, thrown)
    }
  }
}
