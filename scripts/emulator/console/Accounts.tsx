import { signal } from '@preact/signals'
import type { Account } from '../state/recordsSchema'
import { ApiForm } from './ApiForm'
import { Result } from './Explanation'
import { cloudCall, control, type Outcome } from './http'
import { appidToShow, fetchMore, isCallers, registry, state } from './live'
import { Badge, Button, Cell, Cells, Empty, type Look, More } from './widgets'
import { dateAndTime, joined, t } from './words'

const BIND = 'logistics.bindAccount'

/** The outcome of an unbind. */
const outcome = signal<Outcome>()

/** Lists the accounts by courier, and binds and unbinds. */
export function Accounts() {
  const { accounts = [], couriers = [], totals } = state.value ?? {}
  const ids = [...new Set(accounts.map(({ delivery_id }) => delivery_id))]
  const api = registry.value?.apis.find(({ name }) => name === BIND)
  return (
    <div class="columns">
      <div>
        <Result outcome={outcome.value} api={BIND} brief />
        {ids.map((id) => (
          <Cells key={id} title={`${couriers.find((it) => it.delivery_id === id)?.delivery_name ?? ''} ${id}`}>
            {accounts
              .filter((it) => it.delivery_id === id)
              .map((it) => (
                <AccountCell key={`${it.appid} ${it.biz_id}`} account={it} />
              ))}
          </Cells>
        ))}
        <More listed={accounts.length} total={totals?.accounts ?? 0} fetch={fetchMore} />
        {accounts.length === 0 && (
          <Cells title={t('Accounts', '账号')}>
            <Empty
              text={t(
                'Nothing is bound yet. To bind an account, fill in the example of the form and send it.',
                '还没有绑定账号。点击表单中的“填入示例”，再提交，即可绑定。',
              )}
            />
          </Cells>
        )}
      </div>
      <Cells title={t('Bind or unbind', '绑定或解绑')} padded>
        {api && <ApiForm api={api} start={{ type: 'bind' }} submit={t('Send', '提交')} />}
      </Cells>
    </div>
  )
}

function AccountCell({ account }: { account: Account }) {
  const { appid, delivery_id, biz_id, status_code, update_time, remark_content, remark_wrong_msg } = account
  const { customers = [], quotas = [], couriers = [] } = state.value ?? {}
  const is = (it: { delivery_id: string; biz_id: string }) => it.delivery_id === delivery_id && it.biz_id === biz_id
  const hasQuota = couriers.find((it) => it.delivery_id === delivery_id)?.can_get_quota === 1
  const left = (customers.find(is)?.quota_num ?? 0) - (quotas.find(is)?.used ?? 0)
  const unbind = async () => {
    outcome.value = await cloudCall(BIND, { type: 'unbind', deliveryId: delivery_id, bizId: biz_id })
  }
  const review = (approved: boolean, reason = '') =>
    control('POST', 'reviews', { appid, delivery_id, biz_id, approved, reason })
  const reject = async () => {
    const reason = prompt(
      t(
        'Reason, which getAllAccount returns as remark_wrong_msg:',
        '原因（getAllAccount 在 remark_wrong_msg 中返回）：',
      ),
    )
    if (reason !== null) await review(false, reason)
  }
  const note = joined(
    appidToShow(appid),
    dateAndTime(update_time),
    hasQuota && t(`${left} e-waybills left`, `电子面单余额 ${left}`),
    remark_content && `${t('remark', '备注')} ${remark_content}`,
    remark_wrong_msg && `${t('reason', '原因')} ${remark_wrong_msg}`,
  )
  return (
    <Cell label={biz_id} note={note}>
      <Status code={status_code} />
      {status_code === 1 && (
        <>
          <Button label={t('Approve', '通过')} look="primary small" act={() => review(true)} />
          <Button label={t('Reject', '拒绝')} act={reject} />
        </>
      )}
      {status_code === 0 && isCallers(appid) && <Button label={t('Unbind', '解绑')} act={unbind} />}
    </Cell>
  )
}

/** WeChat's status_code of an account. */
export function Status({ code }: { code: Account['status_code'] }) {
  const statuses: Record<Account['status_code'], [look: Look, name: string]> = {
    0: ['good', t('bound', '已绑定')],
    1: ['wait', t('under review', '审核中')],
    2: ['bad', t('refused', '未通过')],
    3: ['plain', t('unbound', '已解绑')],
  }
  const [look, name] = statuses[code]
  return <Badge look={look}>{name}</Badge>
}
