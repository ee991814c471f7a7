import type { Order, Party } from '../../state/recordsSchema'

/** WeChat's print_type: 一联单 and 二联单. Both return a page: assumed#print-type */
export const ONE_PART = 1
export const TWO_PARTS = 0

const PARTS = { [ONE_PART]: ['快递联'], [TWO_PARTS]: ['快递联', '客户联'] }
/** The length from which bars would be too thin to be seen. */
const MAX_CODE = 40
/** The widths of bars and gaps of each value of Code 128, from 0 on. */
const WIDTHS = (
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 ' +
  '123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 ' +
  '232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 ' +
  '313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 ' +
  '111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 ' +
  '111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 ' +
  '114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112'
).split(' ')
const START_B = 104
const STOP = 106
const CHECK = 103

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

/** Returns a waybill as HTML, in a design of our own since the couriers' are not public. All strings are escaped. */
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

/** Formats a time as WeChat's templates do, `%Y/%m/%d %H:%M:%S`. */
function beijingTime(seconds: number): string {
  const date = new Date((seconds + 8 * 3600) * 1000)
  if (Number.isNaN(date.getTime())) return String(seconds)
  return date.toISOString().replace(/^(\d+)-(\d+)-(\d+)T([\d:]+).*$/, '$1/$2/$3 $4')
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (it) => `&#${it.charCodeAt(0)};`)
}

/**
 * Encodes a string as a bar code of ISO/IEC 15417 (Code 128), which WeChat's waybills have too.
 *
 * @returns the widths of bars and gaps in turn, the first a bar; undefined if a character is not printable ASCII
 * @example
 * code128('A') // [2, 1, 1, 2, 1, 4, ...]
 */
export function code128(text: string): number[] | undefined {
  if (!/^[ -~]+$/.test(text)) return undefined
  const values = [...text].map((it) => it.charCodeAt(0) - 32)
  const check = values.reduce((sum, value, at) => sum + value * (at + 1), START_B) % CHECK
  return [START_B, ...values, check, STOP].flatMap((value) => [...(WIDTHS[value] ?? '')].map(Number))
}
