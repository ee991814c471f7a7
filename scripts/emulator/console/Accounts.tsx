import type { Account } from '../state/recordsSchema'
import { ApiForm } from './ApiForm'
import { Button } from './actions'
import { control, send } from './http'
import { courierName, isCallers, registry, state } from './live'
import { apiOf, cloudCall } from './loggedCalls'
import { Badge, Cell, Cells, type Look, Total } from './widgets'
import { dateAndTime, joined, t } from './words'

const BIND = 'logistics.bindAccount'

/** Lists the accounts by courier, and binds and unbinds. */
export function Accounts() {
  const { accounts = [], totals } = state.value
  const ids = [...new Set(accounts.map(({ delivery_id }) => delivery_id))]
  const api = apiOf(registry.value.apis, BIND)
  return (
    <div class="columns">
      <div>
        {ids.map((id) => (
          <Cells key={id} title={`${courierName(id) ?? ''} ${id}`}>
            {accounts
              .filter((it) => it.delivery_id === id)
              .map((it) => (
                <AccountCell key={`${it.appid} ${it.biz_id}`} {...it} />
              ))}
          </Cells>
        ))}
        <Total listed={accounts.length} total={totals?.accounts} />
        {accounts.length === 0 && (
          <div class="cells empty">
            {t(
              'Nothing is bound yet. To bind an account, fill in the example of the form and send it.',
              '还没有绑定账号。点击表单中的“填入示例”，再提交，即可绑定。',
            )}
          </div>
        )}
      </div>
      <Cells title={t('Bind or unbind', '绑定或解绑')} padded>
        {api && <ApiForm api={api} start={{ type: 'bind' }} submit={t('Send', '提交')} />}
      </Cells>
    </div>
  )
}

function AccountCell(account: Account) {
  const { appid, delivery_id, biz_id, status_code, update_time, remark_content, remark_wrong_msg } = account
  const unbind = () => send(cloudCall(BIND, { type: 'unbind', deliveryId: delivery_id, bizId: biz_id }))
  const review = async (approved: boolean, reason: string | null) =>
    reason === null ? undefined : control('POST', 'reviews', { appid, delivery_id, biz_id, approved, reason })
  const statuses: Record<Account['status_code'], [look: Look, name: string]> = {
    0: ['good', t('bound', '已绑定')],
    1: ['wait', t('under review', '审核中')],
    2: ['bad', t('refused', '未通过')],
    3: ['plain', t('unbound', '已解绑')],
  }
  const [look, status] = statuses[status_code]
  const question = t(
    'Reason, which getAllAccount returns as remark_wrong_msg:',
    '原因（getAllAccount 在 remark_wrong_msg 中返回）：',
  )
  const note = joined(
    !isCallers(appid) && appid,
    dateAndTime(update_time),
    remark_content && `${t('remark', '备注')} ${remark_content}`,
    remark_wrong_msg && `${t('reason', '原因')} ${remark_wrong_msg}`,
  )
  return (
    <Cell label={biz_id} note={note}>
      <Badge look={look}>{status}</Badge>
      {status_code === 1 && (
        <>
          <Button label={t('Approve', '通过')} look="primary small" act={() => review(true, '')} />
          <Button label={t('Reject', '拒绝')} act={() => review(false, prompt(question))} />
        </>
      )}
      {status_code === 0 && isCallers(appid) && <Button label={t('Unbind', '解绑')} act={unbind} />}
    </Cell>
  )
}
