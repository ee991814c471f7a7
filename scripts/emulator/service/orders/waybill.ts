import { createHash } from 'node:crypto'
import JsBarcode from 'jsbarcode'
import { sandbox } from '../../../../cloudfunctions/openapi/apis/logistics/sandbox'
import { NORMAL, type Order, type Party } from '../../state/recordsSchema'

/** Prefixes of waybill numbers: assumed#waybill-numbers */
const PREFIXES: Readonly<Record<string, string>> = { SF: 'SF', YTO: 'YT', JDL: 'JDVC' }
const DIGITS = 13
const MAX_LENGTH = 15
/** The keys of SF: https://developers.weixin.qq.com/community/develop/doc/0004049e878540068780f766e66400. Their values are our own. */
const SF_KEYS =
  'abFlag cargoName codeMapping codingMappingOut destEncodePhone destRouteLabel destTeamCode destcode filter_result limitTypeCode origincode printFlag printIcon sourceTransferCode twoDimensionCode xbFlag'.split(
    ' ',
  )
/** The key of SF that has the sorting code. */
export const SF_MARK = 'destRouteLabel'
/** A courier that was seen to give no waybill_data: https://developers.weixin.qq.com/community/personal/oCJUswx3rJYQMawOgZwaqtAovsvE/answer */
const WITHOUT_DATA: readonly string[] = ['EMS']

/**
 * Returns the waybill that a courier gives to an order. The same BizID and OrderID always get the same number, as WeChat
 * demands of couriers (logistics.onAddOrder). Keys of waybill_data at most couriers: assumed#waybill-data
 *
 * @param order what was ordered
 * @param now in seconds; a part of the sandbox's numbers, as WxJava's WxMaExpressServiceImplTest shows them
 */
export function newWaybill(
  order: Pick<Order, 'delivery_id' | 'biz_id' | 'order_id'> & { receiver: { city: string } },
  now: number,
): Pick<Order, 'waybill_id' | 'waybill_data'> {
  const { delivery_id, biz_id, order_id, receiver } = order
  const digits = digitsOf(JSON.stringify([delivery_id, biz_id, order_id]))
  const mark = {
    key: `${delivery_id}_mark`,
    value: `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6, 9)}`,
  }
  if (delivery_id === sandbox.deliveryId) {
    return { waybill_id: `${order_id}_${now}_waybill_id`, waybill_data: [mark] }
  }
  const sfData = SF_KEYS.map((key) => ({ key, value: key === SF_MARK ? mark.value : '' }))
  const bagAddr = { key: `${delivery_id}_bagAddr`, value: receiver.city.replace(/市$/, '') }
  return {
    waybill_id: `${PREFIXES[delivery_id] ?? ''}${digits}`.slice(0, MAX_LENGTH),
    waybill_data: WITHOUT_DATA.includes(delivery_id) ? [] : delivery_id === 'SF' ? sfData : [bagAddr, mark],
  }
}

function digitsOf(text: string): string {
  const hash = BigInt(`0x${createHash('sha256').update(text).digest('hex')}`)
  return String(hash % 10n ** BigInt(DIGITS)).padStart(DIGITS, '0')
}

/** The parts of a waybill by print_type (一联单 and 二联单). Both return a page: assumed#print-type */
const PARTS = { 0: ['派件联', '收件联'], 1: ['派件联'] }
export type PrintType = keyof typeof PARTS

const STYLE = [
  '@page{margin:0}',
  'body{font:14px sans-serif;margin:0}',
  '.part{width:76mm;border:1px solid #000;margin:4mm;page-break-after:always}',
  '.part>*{margin:0;padding:2mm;border-bottom:1px solid #000;overflow-wrap:anywhere}',
  '.part>:last-child{border:0;font-size:11px}',
  'header{display:flex;justify-content:space-between}',
  '.mark{font-size:26px;font-weight:bold;text-align:center}',
  'figure{text-align:center}',
  'svg{width:100%;height:15mm}',
  'h1{font:16px monospace;letter-spacing:2px;margin:0}',
  '.cancelled h1{text-decoration:line-through}',
].join('')

/**
 * Returns a waybill as HTML, with what couriers print on theirs, in a design of our own since the couriers' are not public:
 * assumed#waybill-layout. It is in Chinese, whatever the language of the local WeChat. All strings are escaped.
 */
export function printHtml(order: Order, courier: string, printType: PrintType = 0): string {
  return `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="UTF-8">
<title>运单 ${escaped(order.waybill_id)}</title>
<style>${STYLE}</style>
</head>
<body>
${PARTS[printType].map((title, at) => partHtml(order, courier, title, at === 0)).join('\n')}
</body>
</html>
`
}

/** @param isSigned whether the receiver signs this part, which the courier keeps */
function partHtml(order: Order, courier: string, title: string, isSigned: boolean): string {
  const { waybill_id, waybill_data, sender, receiver, cargo, insured, service, custom_remark, order_id } = order
  const goods = cargo.detail_list.map((it) => `${it.name} × ${it.count}`).join('，')
  const isMark = ({ key }: { key: string }) => key.endsWith('_mark') || key === SF_MARK
  const lines = [
    ...waybill_data.flatMap((it) =>
      isMark(it) || it.value === '' ? [] : `${it.key.replace(/^.*_bagAddr$/, '集包地')} ${it.value}`,
    ),
    `收 ${partyText(receiver)}`,
    `寄 ${partyText(sender)}`,
    `件数 ${cargo.count}，重量 ${cargo.weight} kg${goods && `，物品 ${goods}`}`,
    insured.use_insured === 1 && `保价 ${insured.insured_value / 100} 元`,
    custom_remark && `备注 ${custom_remark}`,
    isSigned && '签收人 ＿＿＿＿＿＿ 时间 ＿＿＿＿＿＿',
    `订单 ${order_id}，下单时间 ${beijingTime(order.create_time)}`,
    '本地模拟环境的面单，不能寄件',
  ]
  return `<section class="part${order.order_status === NORMAL ? '' : ' cancelled'}">
<header><b>${escaped(courier)}</b><span>${escaped(service.service_name)}</span><span>${title}</span></header>
${waybill_data.flatMap((it) => (isMark(it) ? `<p class="mark">${escaped(it.value)}</p>\n` : [])).join('')}<figure>${barcode(waybill_id)}<h1>${escaped(waybill_id)}</h1></figure>
${lines.flatMap((it) => (it ? `<p>${escaped(it)}</p>` : [])).join('\n')}
</section>`
}

/** Returns the Code 128 of a waybill's number, with quiet zones of ten modules; '' if it has other characters than ASCII. */
function barcode(text: string): string {
  const code = { encodings: [{ data: '' }] }
  JsBarcode(code, text, { format: 'CODE128', valid: () => {} })
  const bits = code.encodings.map(({ data }) => data).join('')
  const bars = [...bits.matchAll(/1+/g)].map(({ 0: bar, index }) => `M${index} 0h${bar.length}v1h-${bar.length}z`)
  return (
    bits &&
    `<svg viewBox="-10 0 ${bits.length + 20} 1" preserveAspectRatio="none" shape-rendering="crispEdges"><path d="${bars.join('')}"/></svg>`
  )
}

function partyText(party: Party): string {
  const { name, mobile, tel, company, province, city, area, address } = party
  return [name, mobile || tel, company, province + city + area + address].filter(Boolean).join(' ')
}

/** Formats a time as WeChat's templates do, `%Y/%m/%d %H:%M:%S`. */
function beijingTime(seconds: number): string {
  const date = new Date((seconds + 8 * 3600) * 1000)
  if (Number.isNaN(date.getTime())) return String(seconds)
  return date.toISOString().replace('T', ' ').replaceAll('-', '/').slice(0, -5)
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (it) => `&#${it.charCodeAt(0)};`)
}
