import JsBarcode from 'jsbarcode'
import { NORMAL, type Order, type Party } from '../../state/recordsSchema'
import { SF_MARK } from './newWaybill'

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
