import { signal } from '@preact/signals'
import type { Account } from '../state/recordsSchema'
import { ApiForm } from './ApiForm'
import { change } from './change'
import { Explanation } from './Explanation'
import { cloudCall, type Outcome } from './http'
import { t } from './language'
import { fetchMore, registry, state } from './live'
import { appidToShow, isCallers } from './miniPrograms'
import { statusOf } from './statusOf'
import { dateAndTime } from './times'
import { Badge, Cell, Cells, Dialog, Empty, Field, Form, type Given, More } from './widgets'

const REVIEWING = 1
const BIND = 'logistics.bindAccount'

/** What came of an unbind. */
const outcome = signal<Outcome>()
/** The account whose review is to be refused. */
const refusing = signal<Account>()

/** What is bound, by courier, and the form that binds. */
export function Accounts() {
  const { accounts = [], couriers = [], totals } = state.value ?? {}
  const ids = [...new Set(accounts.map(({ delivery_id }) => delivery_id))]
  const api = registry.value?.apis.find(({ name }) => name === BIND)
  return (
    <div class="columns">
      <div>
        <div role="status">{outcome.value && <Explanation {...outcome.value} api={BIND} />}</div>
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
                'Nothing is bound yet. The form binds an account; every courier knows the customer 123456 unless your fixtures say otherwise.',
                '还没有绑定账号。用表单绑定；除非初始数据另有设定，每家快递公司都有客户编码 123456。',
              )}
              command="npm run call -- bindAccount --local --type bind --bizId 123456 --deliveryId YUNDA --password-stdin"
            />
          </Cells>
        )}
      </div>
      <section class="group">
        <h2>{t('Bind or unbind', '绑定或解绑')}</h2>
        <div class="cells padded">
          {api && <ApiForm api={api} start={{ type: 'bind' }} submit={t('Send', '提交')} />}
        </div>
      </section>
      {refusing.value && <Refuse account={refusing.value} />}
    </div>
  )
}

function AccountCell({ account }: { account: Account }) {
  const { appid, delivery_id, biz_id, status_code, update_time, remark_content, remark_wrong_msg } = account
  const { customers = [], quotas = [], couriers = [] } = state.value ?? {}
  const is = (it: { delivery_id: string; biz_id: string }) => it.delivery_id === delivery_id && it.biz_id === biz_id
  const hasQuota = couriers.find((it) => it.delivery_id === delivery_id)?.can_get_quota === 1
  const left = (customers.find(is)?.quota_num ?? 0) - (quotas.find(is)?.used ?? 0)
  const status = statusOf(status_code)
  const unbind = async () => {
    outcome.value = await cloudCall(BIND, { type: 'unbind', deliveryId: delivery_id, bizId: biz_id })
  }
  const notes = [
    appidToShow(appid),
    dateAndTime(update_time),
    hasQuota && t(`${left} e-waybills left`, `电子面单余额 ${left}`),
    remark_content && `${t('remark', '备注')} ${remark_content}`,
    remark_wrong_msg && `${t('reason', '原因')} ${remark_wrong_msg}`,
  ]
  return (
    <Cell label={biz_id} note={notes.filter(Boolean).join(' · ')}>
      <Badge kind={status.kind}>{status.name()}</Badge>
      {status_code === REVIEWING && (
        <>
          <button
            type="button"
            class="primary small"
            onClick={() => change('POST', 'reviews', { appid, delivery_id, biz_id, approved: true })}
          >
            {t('Approve', '通过')}
          </button>
          <button type="button" class="small" onClick={() => (refusing.value = account)}>
            {t('Reject', '拒绝')}
          </button>
        </>
      )}
      {status_code === 0 && isCallers(appid) && (
        <button type="button" class="small" onClick={unbind}>
          {t('Unbind', '解绑')}
        </button>
      )}
    </Cell>
  )
}

function Refuse({ account: { appid, delivery_id, biz_id } }: { account: Account }) {
  const close = () => {
    refusing.value = undefined
  }
  const reject = async (given: Given) => {
    close()
    return change('POST', 'reviews', { appid, delivery_id, biz_id, approved: false, reason: given('reason') })
  }
  return (
    <Dialog title={t('Reject the binding', '拒绝绑定')} onClose={close}>
      <Form submit={t('Reject', '拒绝')} kind="danger" act={reject}>
        <Field
          label={t('Reason', '原因')}
          hint={t('getAllAccount tells it as remark_wrong_msg', 'getAllAccount 的 remark_wrong_msg 会返回它')}
        >
          <input name="reason" />
        </Field>
      </Form>
    </Dialog>
  )
}
