import { expressCompanyOf } from '../../../cloudfunctions/openapi/apis/wxa/sec/order/couriers'
import type { Step } from '../service/shipping'
import type { Payment } from '../state/recordsSchema'
import { Button, Form, type Given } from './actions'
import { control, send } from './http'
import { isCallers, state } from './live'
import { cloudCall, type Request } from './loggedCalls'
import { Badge, Cell, Cells, Field, Total } from './widgets'
import { dateAndTime, joined, t } from './words'

/** Lists the payments and the orders that wait for one, with the next step of each: paid, shipped, received, settled. */
export function Payments() {
  const { payments = [], totals } = state.value
  const pay = (given: Given) =>
    control('POST', 'payments', {
      paid_amount: Math.round(Number(given('yuan')) * 100),
      ...(given('openid') && { openid: given('openid') }),
    })
  return (
    <div class="columns">
      <div>
        <Cells title={t('Payments', '支付')}>
          {[...payments].reverse().map((it) => (
            <PaymentCell key={it.transaction_id} {...it} />
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
        <Cells title={t('The clock of payments', '支付的时钟')} padded>
          <p class="faint">
            {t(
              'After 48 hours an order is overdue; 10 days after shipping (2 without a courier) it is received automatically and settles.',
              '支付 48 小时未发货算超时；发货 10 天后（非快递 2 天）自动确认收货并结算。',
            )}
          </p>
          <div class="buttons">
            {[2, 10].map((days) => (
              <Button
                key={days}
                label={t(`${days} days later`, `${days} 天后`)}
                look=""
                act={() => control('POST', 'advance', { seconds: days * 24 * 3600 })}
              />
            ))}
          </div>
        </Cells>
      </div>
      <Cells title={t('Pay without an order', '直接支付')} padded>
        <Form submit={t('The buyer pays', '买家支付')} act={pay}>
          <Field label={t('Amount (yuan)', '金额（元）')}>
            <input name="yuan" type="number" min="0.01" step="0.01" required />
          </Field>
          <Field
            label={t('Buyer (openid)', '买家 openid')}
            hint={t('empty: a member of the fixtures', '留空：初始数据里的成员')}
          >
            <input name="openid" />
          </Field>
        </Form>
      </Cells>
    </div>
  )
}

const stateName = (state: number) =>
  [
    '',
    t('to ship', '待发货'),
    t('shipped', '已发货'),
    t('received', '确认收货'),
    t('settled', '交易完成'),
    t('refunded', '已退款'),
  ][state]

/** Returns the upload of a function: one parcel, with the waybill of the last order, if there is one. */
function shippingOf({ transaction_id: transactionId, openid, description }: Payment): Request {
  const order = state.value.orders?.at(-1)
  return cloudCall('wxa.sec.order.uploadShippingInfo', {
    orderKey: { orderNumberType: 2, transactionId },
    logisticsType: 1,
    deliveryMode: 1,
    shippingList: [
      {
        trackingNo: order?.waybill_id ?? 'YT0000000001',
        expressCompany: expressCompanyOf(order?.delivery_id ?? 'YTO'),
        itemDesc: description || t('goods', '商品'),
      },
    ],
    uploadTime: new Date().toISOString(),
    payer: { openid },
  })
}

function PaymentCell(payment: Payment) {
  const { appid, openid, merchant_id, merchant_trade_no, paid_amount, description, trade_state, pay_time } = payment
  const { transaction_id, order_state, is_overdue, shipped_time, confirm_receive_time, settlement_time } = payment
  const isUnpaid = trade_state === 'NOTPAY'
  const isPaid = trade_state === 'SUCCESS'
  const note = joined(
    `¥${(paid_amount / 100).toFixed(2)}`,
    description,
    openid,
    pay_time > 0 && t('paid ', '支付 ') + dateAndTime(pay_time),
    shipped_time > 0 && t('shipped ', '发货 ') + dateAndTime(shipped_time),
    confirm_receive_time > 0 && t('received ', '收货 ') + dateAndTime(confirm_receive_time),
    settlement_time > 0 && t('settled ', '结算 ') + dateAndTime(settlement_time),
    !isCallers(appid) && appid,
  )
  const pay = () => control('POST', 'payments', { merchant_id, merchant_trade_no })
  const next = (step: Step) => () => control('POST', `payments/${step}`, { transaction_id })
  const button = (label: string, act: () => Promise<unknown>, look = 'primary small') => (
    <Button label={label} look={look} act={act} />
  )
  return (
    <Cell label={merchant_trade_no} note={note}>
      {is_overdue && order_state === 1 && <Badge look="bad">{t('overdue: 48 h', '超过 48 小时未发货')}</Badge>}
      <Badge look={isPaid && order_state < 5 ? 'good' : isUnpaid ? 'wait' : 'plain'}>
        {isPaid ? stateName(order_state) : isUnpaid ? t('not paid', '未支付') : t('closed', '已关闭')}
      </Badge>
      {isUnpaid && button(t('The buyer pays', '买家支付'), pay)}
      {isPaid && order_state === 1 && isCallers(appid) && button(t('Ship', '发货'), () => send(shippingOf(payment)))}
      {order_state === 2 && button(t('The buyer receives', '买家确认收货'), next('receive'))}
      {order_state === 3 && button(t('Settle', '结算'), next('settle'))}
      {isPaid && order_state < 5 && button(t('Refund', '退款'), next('refund'), 'small')}
    </Cell>
  )
}
