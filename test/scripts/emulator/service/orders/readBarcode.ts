/** The widths of bars and spaces of the 107 characters of Code 128 (ISO/IEC 15417): 103 to 105 start, 106 stops. */
const WIDTHS =
  `212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122
  123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323
  131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131
  213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122
  141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112
  124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141
  411131 211412 211214 211232 2331112`.split(/\s+/)
const CODE_C = 99
const CODE_B = 100
const CODE_A = 101
const START_A = 103
const STOP = 106

/**
 * Reads a Code 128, as a scanner does, from an SVG whose path has one rectangle per bar.
 *
 * @throws Error if it has no such barcode, an unknown character or a wrong check digit
 */
export function readBarcode(html: string): string {
  const bars = [...html.matchAll(/M(\d+) 0h(\d+)v1h-\d+z/g)].map(
    ([, at, width]) => [Number(at), Number(width)] as const,
  )
  const widths = bars.flatMap(([at, width], index) => [width, (bars[index + 1]?.[0] ?? at + width) - at - width])
  const values: number[] = []
  // The stop has seven widths, and nothing follows it.
  while (widths.length > 8) values.push(WIDTHS.indexOf(widths.splice(0, 6).join('')))
  values.push(WIDTHS.indexOf(widths.slice(0, 7).join('')))
  const stop = values.pop()
  const check = values.pop()
  const [start = -1, ...data] = values
  const sum = data.reduce((total, value, index) => total + value * (index + 1), start)
  if (stop !== STOP || start < START_A || values.includes(-1) || sum % 103 !== check)
    throw new Error(`no Code 128: ${values}`)
  let set = 'ABC'[start - START_A]
  let text = ''
  for (const value of data) {
    if (set === 'C' && value < 100) text += String(value).padStart(2, '0')
    else if (value === CODE_C) set = 'C'
    else if (value === CODE_B && set !== 'B') set = 'B'
    else if (value === CODE_A && set !== 'A') set = 'A'
    else if (value < 96) text += String.fromCharCode(set === 'A' && value > 63 ? value - 64 : value + 32)
    else throw new Error(`character ${value} of code set ${set} is not supported`)
  }
  return text
}
