import type { Order, Party } from '../../state/recordsSchema'
import { code128 } from './code128'

/** WeChat's print_type: 一联单 and 二联单. Both return a page: assumed#print-type */
export const ONE_PART = 1
export const TWO_PARTS = 0

const PARTS = { [ONE_PART]: ['快递联'], [TWO_PARTS]: ['快递联', '客户联'] }
/** More bars would be too thin to be seen. */
const MAX_CODE = 40
const STYLE = [
  'body{font:14px sans-serif;margin:0}',
  '.part{width:76mm;border:1px solid #000;margin:4mm;page-break-after:always}',
  '.part>*{margin:0;padding:2mm;border-bottom:1px solid #000;overflow-wrap:anywhere}',
  '.part>:last-child{border:0;font-size:11px}',
  'header{display:flex;justify-content:space-between}',
  'h1{font-size:18px;text-align:center}',
  'svg{display:block;box-sizing:border-box;width:100%;height:16mm}',
  '.cancelled h1{text-decoration:line-through}',
].join('')

/**
 * A waybill as a page of HTML: of its own design, for the couriers' are not public. Every text of the order stays a text.
 *
 * @param order of which it is
 * @param courier its name
 * @param printType how many parts it has
 */
export function printHtml(order: Order, courier: string, printType: typeof ONE_PART | typeof TWO_PARTS): string {
  const parts = PARTS[printType].map((title) => partHtml(order, courier, title))
  return [
    '<!DOCTYPE html>',
    '<html lang="zh-CN">',
    '<head>',
    '<meta charset="UTF-8">',
    `<title>运单 ${escaped(order.waybill_id)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    ...parts,
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

function partHtml(order: Order, courier: string, title: string): string {
  const { waybill_id, waybill_data, sender, receiver, cargo, insured, service, custom_remark, order_id } = order
  const goods = cargo.detail_list.map((it) => `${it.name} × ${it.count}`).join('，')
  const lines = [
    ...waybill_data.map(({ key, value }) => `${key}: ${value}`),
    `收 ${partyText(receiver)}`,
    `寄 ${partyText(sender)}`,
    `件数 ${cargo.count}，重量 ${cargo.weight} kg${goods && `，物品 ${goods}`}`,
    ...(insured.use_insured === 1 ? [`保价 ${insured.insured_value / 100} 元`] : []),
    ...(custom_remark === '' ? [] : [`备注 ${custom_remark}`]),
    `订单 ${order_id}，下单时间 ${beijingTime(order.create_time)}`,
  ]
  return [
    `<section class="part${order.order_status === 0 ? '' : ' cancelled'}">`,
    `<header><b>${escaped(courier)}</b><span>${escaped(service.service_name)}</span><span>${title}</span></header>`,
    ...barcode(waybill_id),
    `<h1>${escaped(waybill_id)}</h1>`,
    ...lines.map((it) => `<p>${escaped(it)}</p>`),
    '<p>本地模拟环境的面单，不能寄件 · of the local WeChat, not for shipping</p>',
    '</section>',
  ].join('\n')
}

function partyText(party: Party): string {
  const { name, mobile, tel, company, province, city, area, address } = party
  return [name, mobile || tel, company, province + city + area + address].filter(Boolean).join(' ')
}

function barcode(text: string): string[] {
  const widths = text.length <= MAX_CODE ? code128(text) : undefined
  if (!widths) return []
  let end = 0
  const bars = widths.map((width, at) => {
    end += width
    return at % 2 === 0 ? `M${end - width} 0h${width}v1h-${width}z` : ''
  })
  return [`<svg viewBox="-10 0 ${end + 20} 1" preserveAspectRatio="none"><path d="${bars.join('')}"/></svg>`]
}

/** As WeChat's templates write times, `%Y/%m/%d %H:%M:%S`. */
function beijingTime(seconds: number): string {
  const date = new Date((seconds + 8 * 3600) * 1000)
  if (Number.isNaN(date.getTime())) return String(seconds)
  return date.toISOString().replace(/^(\d+)-(\d+)-(\d+)T([\d:]+).*$/, '$1/$2/$3 $4')
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (it) => `&#${it.charCodeAt(0)};`)
}
