import type { Account } from '../../../cloudfunctions/openapi/apis/getAllAccount'
import { type Finding, note, right, wrong } from '../Finding'

/** What is bound, under review or refused. */
export function accounts(list: readonly Account[]): Finding[] {
  if (list.length > 0) return list.map(findingOf)
  return [
    note('no courier account is bound yet', '还没有绑定任何快递账号', {
      en: 'bind one with bindAccount, or at mp.weixin.qq.com in 物流助手',
      zh: '用 bindAccount 绑定，或在 mp.weixin.qq.com 的物流助手里绑定',
    }),
  ]
}

function findingOf({ deliveryId, bizId, statusCode, remarkWrongMsg }: Account): Finding {
  const who = `${deliveryId} ${bizId}`
  switch (statusCode) {
    case 0:
      return right(`${who} is bound`, `${who} 已绑定`)
    case 1:
      return note(`${who} is under review`, `${who} 审核中`, {
        en: 'wait for the courier, and look again',
        zh: '等待快递公司审核，稍后再查',
      })
    case 2:
      return wrong(
        `${who} was refused: ${remarkWrongMsg || 'no reason given'}`,
        `${who} 审核未通过：${remarkWrongMsg || '未说明原因'}`,
        {
          en: 'bind it again with what the reason asks for',
          zh: '按原因修改后重新绑定',
        },
      )
    case 3:
      return note(`${who} is unbound`, `${who} 已解绑`)
    default:
      return note(
        `${who} has the statusCode ${statusCode}, which nobody has documented`,
        `${who} 的 statusCode 为 ${statusCode}，文档未说明`,
      )
  }
}
