/**
 * Returns a body as WeChat reads it. WeChat does not decode \\uXXXX: a bound account whose Chinese biz_id is sent so gets
 * 9300525, and addOrder's page names 9300501. ASCII characters are decoded: assumed#ascii-escapes
 *
 * @see https://developers.weixin.qq.com/community/develop/doc/000c2a7e040e50dfa7b9aac3b5b000
 */
export function takeLiterally(json: string): { text: string; escaped: boolean } {
  const text = json.replace(/\\(u[0-9a-f]{4}|.)/gis, (whole, what: string) =>
    what.length === 5 && Number.parseInt(what.slice(1), 16) > 0x7f ? `\\${whole}` : whole,
  )
  return { text, escaped: text !== json }
}
