/**
 * Escapes what a log or a terminal must not show of a foreign text. It could otherwise forge a line, move the cursor or
 * reverse the reading direction.
 *
 * @returns the text with each control, format, line-breaking or lone surrogate character but the tab as `\uXXXX`
 * @example
 * printable('ok\n0 forged') // 'ok\\u000a0 forged'
 */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (it) =>
    it === '\t' ? it : it.replace(EACH_UNIT, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  )
}

/** The categories of https://www.unicode.org/reports/tr44/#General_Category_Values that are not text. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

/** Without the flag u: a format character beyond the first plane has two units. */
const EACH_UNIT = /./gs
