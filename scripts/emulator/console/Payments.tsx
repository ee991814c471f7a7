import type { Payment } from '../state/recordsSchema'
import { Button, Form, type Given } from './actions'
import { change } from './http'
import { isCallers, state } from './live'
import { Badge, Cell, Cells, Field, Total } from './widgets'
import { dateAndTime, joined, t } from './words'

/** Lists the payments and the orders that wait for one, and lets buyers pay. */
export function Payments() {
  const { payments = [], totals } = state.value ?? {}
  const pay = (given: Given) =>
    change('POST', 'payments', {
      paid_amount: Math.round(Number(given('yuan')) * 100),
      ...(given('openid') && { openid: given('openid') }),
    })
  return (
    <div class="columns">
      <div>
        <Cells title={t('Payments', '支付')}>
          {[...payments].reverse().map((it) => (
            <PaymentCell key={it.transaction_id} payment={it} />
          ))}
          {payments.length === 0 && (
            <p class="empty">
              {t(
                'No payments yet. A function places an order with cloud.cloudPay.unifiedOrder, and the buyer pays it here.',
                '还没有支付。云函数用 cloud.cloudPay.unifiedOrder 下单后，可在这里让买家支付。',
              )}
            </p>
          )}
        </Cells>
        <Total listed={payments.length} total={totals?.payments} />
      </div>
      <Cells title={t('Pay without an order', '直接支付')} padded>
        <Form submit={t('The buyer pays', '买家支付')} act={pay}>
          <Field label={t('Amount (yuan)', '金额（元）')}>
            <input name="yuan" type="number" min="0.01" step="0.01" required />
          </Field>
          <Field label={t('Buyer (openid)', '买家 openid')} hint={t('empty: any user', '留空：任意用户')}>
            <input name="openid" />
          </Field>
        </Form>
      </Cells>
    </div>
  )
}

function PaymentCell({ payment }: { payment: Payment }) {
  const { appid, openid, merchant_id, merchant_trade_no, paid_amount, description, trade_state, pay_time } = payment
  const isUnpaid = trade_state === 'NOTPAY'
  const note = joined(
    `¥${(paid_amount / 100).toFixed(2)}`,
    description,
    openid,
    pay_time > 0 && dateAndTime(pay_time),
    !isCallers(appid) && appid,
  )
  const pay = () => change('POST', 'payments', { merchant_id, merchant_trade_no })
  return (
    <Cell label={merchant_trade_no} note={note}>
      <Badge look={trade_state === 'SUCCESS' ? 'good' : isUnpaid ? 'wait' : 'plain'}>
        {{ SUCCESS: t('paid', '已支付'), NOTPAY: t('not paid', '未支付'), CLOSED: t('closed', '已关闭') }[trade_state]}
      </Badge>
      {isUnpaid && <Button label={t('The buyer pays', '买家支付')} look="primary small" act={pay} />}
    </Cell>
  )
}
