import * as v from 'valibot'

/** A text that must be there and not be blank. */
export const required = v.pipe(v.string(), v.regex(/\S/, 'is blank'))

/** A text that may be left out. */
export const optional = v.optional(v.string())
