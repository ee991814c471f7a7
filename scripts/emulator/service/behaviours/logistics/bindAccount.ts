import { bindAccount as api } from '../../../../../cloudfunctions/openapi/apis/logistics/bindAccount'
import { sandbox } from '../../../../../cloudfunctions/openapi/apis/logistics/sandbox'
import { BOUND, REVIEWING, UNBOUND } from '../../../state/recordsSchema'
import { type Behaviour, read, refuse } from '../../Behaviour'
import { WeChatError } from '../../WeChatError'

/**
 * Binds or unbinds an account. Order of the checks: assumed#bind-order
 */
export const bindAccount: Behaviour = (call) => {
  const { appid, wireParams, fixtures, records } = call
  // assumed#bind-courier. Seen for delivery_id ["SF"]: https://developers.weixin.qq.com/community/develop/doc/000406290640909d01caa7d8a56800
  if (typeof wireParams.delivery_id === 'object' && wireParams.delivery_id !== null) throw new WeChatError(9300520)
  // assumed#biz-id-missing
  const errcode = (wireParams.biz_id ?? undefined) === undefined ? 930561 : 40097
  const { type, bizId: biz_id, deliveryId: delivery_id, password, remarkContent = '' } = read(api, call, errcode)

  const account = records.accounts.get(appid, delivery_id, biz_id)
  const now = Math.floor(Date.now() / 1000)
  if (type === 'unbind') {
    // No password, and the account stays in the list: assumed#unbind
    if (!account || account.status_code === UNBOUND) throw new WeChatError(9300530)
    records.accounts.put({ ...account, status_code: UNBOUND, update_time: now })
    return { errcode: 0, errmsg: 'ok' }
  }

  // Seen: SF_CASH https://developers.weixin.qq.com/community/develop/doc/0000e6dfb20ae07f7bcf87ffd56400,
  // TEST https://developers.weixin.qq.com/community/minihome/doc/00062cbd998a9019066cb0cc15f400
  const isCash = fixtures.content().couriers.some((courier) => courier.cash_biz_id === biz_id)
  if (delivery_id === sandbox.deliveryId || biz_id === sandbox.bizId || isCash)
    refuse(call, 40097, 'this account needs no binding: use it in addOrder', '该账号无需绑定，下单时直接使用')
  if (!fixtures.courier(delivery_id)) throw new WeChatError(9300503)
  if (account?.status_code === BOUND) throw new WeChatError(9300529)
  // assumed#ems-review
  if (account?.status_code === REVIEWING) throw new WeChatError(9300532)

  const customer = fixtures.customer(delivery_id, biz_id)
  // Seen for SF: https://developers.weixin.qq.com/community/develop/doc/00022e5d5509006c26d08572d60000
  if (customer?.needs_password && !password)
    refuse(call, delivery_id === 'SF' ? 40097 : 9300531, 'parameter.password is missing', '参数 password 缺失')
  if (!customer) {
    const [name, file] = [`${delivery_id} ${biz_id}`, fixtures.file()]
    const zh = `${file === undefined ? '初始数据' : `${file} `}的 customers 里没有 ${name}`
    refuse(call, 9300531, `There is no customer ${name} in ${file ?? 'the fixtures'}.`, zh)
  }
  if (password && password !== customer.password)
    refuse(call, 9300531, 'the customer has another password in the fixtures', '初始数据里该客户的密码不同')
  if (customer.needs_review && !remarkContent)
    refuse(call, 40097, 'parameter.remark_content is missing', '参数 remark_content 缺失')

  records.accounts.put({
    appid,
    biz_id,
    delivery_id,
    create_time: account?.create_time ?? now,
    update_time: now,
    status_code: customer.needs_review ? REVIEWING : BOUND,
    alias: '',
    remark_wrong_msg: '',
    remark_content: remarkContent,
  })
  if (customer.needs_review) throw new WeChatError(9300532)
  return { errcode: 0, errmsg: 'ok' }
}
