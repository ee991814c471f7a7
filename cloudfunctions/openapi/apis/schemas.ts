import * as v from 'valibot'

/** A text that must be there and not be blank. */
export const required = v.pipe(v.string(), v.regex(/\S/, 'is blank'))

/** A text that may be left out. */
export const optional = v.optional(v.string())

// The others are functions: the bundler would keep a call at the top of this file in every function.

/**
 * A text that must be there, not be blank, and fit into so many bytes of UTF-8; a Chinese character takes three.
 *
 * @example
 * const params = v.object({ orderId: requiredText(512) })
 */
export function requiredText(maxBytes: number) {
  return v.pipe(required, fittingInto(maxBytes))
}

/**
 * The same for a text that may be left out.
 *
 * @example
 * const params = v.object({ customRemark: optionalText(1024) })
 */
export function optionalText(maxBytes: number) {
  return v.optional(v.pipe(v.string(), fittingInto(maxBytes)))
}

function fittingInto(maxBytes: number) {
  return v.maxBytes<string, number, string>(maxBytes, `is longer than ${maxBytes} bytes`)
}

/**
 * A number without a fraction: a count, an id, an amount in fen.
 *
 * @example
 * const params = v.object({ goodsCount: wholeNumber(1) })
 */
export function wholeNumber(min: number) {
  return v.pipe(v.number(), v.safeInteger('should be a whole number'), atLeast(min))
}

/**
 * What is weighed or measured: a fraction is taken.
 *
 * @example
 * const params = v.object({ weight: measure() })
 */
export function measure() {
  return v.pipe(v.number(), v.finite('should be finite'), atLeast(0))
}

function atLeast(min: number) {
  return v.minValue<number, number, string>(min, `should be at least ${min}`)
}

/** In seconds this is the year 5138; in milliseconds a day of 1973. */
const MAX_SECONDS = 1e11

/**
 * A Unix time in seconds. Users lost days over one in milliseconds:
 * https://developers.weixin.qq.com/community/develop/doc/000cc8bf9bc7905deb50fa4b06b000
 *
 * @example
 * const params = v.object({ actionTime: unixSeconds() })
 */
export function unixSeconds() {
  return v.pipe(wholeNumber(0), v.maxValue(MAX_SECONDS, 'is in milliseconds: it should be in seconds'))
}
