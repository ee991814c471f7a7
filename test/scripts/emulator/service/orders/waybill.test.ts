import { printHtml } from '../../../../../scripts/emulator/service/orders/waybill'
import { sampleOrder } from '../../state/sampleOrder'
import { sampleParcel } from '../sampleParcel'
import { readBarcode } from './readBarcode'

const order = sampleOrder('1', {
  ...sampleParcel,
  delivery_id: 'SF',
  service: { service_type: 0, service_name: '标准快递' },
  waybill_id: 'SF1234567890123',
  add_source: 0,
  insured: { use_insured: 1, insured_value: 10050 },
  shop: sampleOrder('1').shop,
  waybill_data: [
    { key: 'SF_bagAddr', value: '广州' },
    { key: 'SF_mark', value: '101- 07-03 509' },
    { key: 'SF_route', value: 'A1' },
  ],
})
/** Returns the visible text, one line per element. */
const textOf = (html: string) =>
  html
    .replace(/<style>.*<\/style>/s, '')
    .replace(/<[^>]*>/g, ' ')
    .split('\n')
    .map((it) => it.trim().replace(/ +/g, ' '))
    .filter(Boolean)

describe('printHtml', () => {
  it('shows the data of a waybill', () => {
    const html = printHtml(order, '顺丰速运', 1)
    expect(html.startsWith('<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="UTF-8">\n')).toBe(true)
    expect(textOf(html)).toEqual([
      '运单 SF1234567890123',
      '顺丰速运 标准快递 派件联',
      '101- 07-03 509',
      'SF1234567890123',
      '集包地 广州',
      'SF_route A1',
      '收 王小蒙 18610000000 公司名 广东省广州市天河区XX路XX号XX大厦XX栋XX',
      '寄 张三 18666666666 公司名 广东省广州市海珠区XX路XX号XX大厦XX栋XX',
      '件数 2，重量 5.5 kg，物品 微信气泡狗抱枕（中号) × 1，微信气泡狗（大号） × 1',
      '保价 100.5 元',
      '备注 易碎物品',
      '签收人 ＿＿＿＿＿＿ 时间 ＿＿＿＿＿＿',
      '订单 01234567890123456789，下单时间 2019/04/17 14:33:06',
      '本地模拟环境的面单，不能寄件',
    ])
  })

  it('leaves out empty fields', () => {
    const html = printHtml(sampleOrder('1', { waybill_id: '运单一' }), '韵达快递', 1)
    expect(textOf(html)).toEqual([
      '运单 运单一',
      '韵达快递 派件联',
      '运单一',
      '收',
      '寄',
      '件数 1，重量 0 kg',
      '签收人 ＿＿＿＿＿＿ 时间 ＿＿＿＿＿＿',
      '订单 1，下单时间 2019/04/17 14:33:06',
      '本地模拟环境的面单，不能寄件',
    ])
  })

  it.each(['SF1234567890123', 'YT1234567890123', '1119044791429', 'JDVC14065102105', 'order-1_1555483986_waybill_id'])(
    'has a barcode that a scanner reads as the waybill: %s',
    (waybill_id) => {
      const parts = printHtml(sampleOrder('1', { waybill_id }), '顺丰速运', 0).split('<section').slice(1)
      expect(parts.map(readBarcode)).toEqual([waybill_id, waybill_id])
    },
  )

  it('has no barcode of a waybill that Code 128 cannot show', () => {
    expect(printHtml(sampleOrder('1', { waybill_id: '运单一' }), '韵达快递')).not.toContain('<svg')
  })

  it('has two parts, of which the courier keeps the one that is signed', () => {
    const texts = textOf(printHtml(order, '顺丰速运', 0))
    expect(texts.filter((it) => /^(顺丰速运|签收人)/.test(it))).toEqual([
      '顺丰速运 标准快递 派件联',
      '签收人 ＿＿＿＿＿＿ 时间 ＿＿＿＿＿＿',
      '顺丰速运 标准快递 收件联',
    ])
  })

  it('escapes every string', () => {
    const evil = `<script>alert("1' & 2")</script>`
    const html = printHtml(
      sampleOrder(evil, {
        waybill_id: evil,
        custom_remark: evil,
        receiver: { ...order.receiver, name: evil, address: evil },
        sender: { ...order.sender, company: evil },
        cargo: { ...order.cargo, detail_list: [{ name: evil, count: 1 }] },
        service: { service_type: 0, service_name: evil },
        waybill_data: [{ key: evil, value: evil }],
      }),
      evil,
      0,
    )
    expect(html).not.toContain('<script')
    expect(html.match(/&#60;script&#62;alert\(&#34;1&#39; &#38; 2&#34;\)&#60;\/script&#62;/g)?.length).toBe(1 + 2 * 11)
    const tags = 'html head meta title style body section header b span figure svg path h1 p'.split(' ')
    expect(new Set(html.match(/(?<=<)[a-z]\w*/g))).toEqual(new Set(tags))
  })

  it('shows a time outside the range of dates as a number', () => {
    const html = printHtml(sampleOrder('1', { create_time: 1e300 }), '韵达快递', 1)
    expect(textOf(html)).toContain('订单 1，下单时间 1e+300')
  })
})
