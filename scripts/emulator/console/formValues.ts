import type { DescribedField } from '../../../cloudfunctions/openapi/params/describeParams'

/** The texts in the fields of a form, by the paths of the parameters. */
export type Texts = Readonly<Record<string, string>>

/** A courier offers pairs of these two parameters, so one field has both. */
const PAIR = 'service'

/**
 * Returns the parameters directly inside another one.
 *
 * @param within `''` for the top level, `cargo.` for an object
 */
export function paramsWithin(params: readonly DescribedField[], within: string): DescribedField[] {
  return params.filter(({ path }) => path.startsWith(within) && !/[.[]/.test(path.slice(within.length)))
}

/** Returns whether a parameter is a group of fields. Lists and the service are one field, with JSON. */
export function isGroup({ path, kind }: DescribedField): boolean {
  return kind === 'object' && path !== PAIR
}

/**
 * Returns the texts of the fields for parameters.
 *
 * @example
 * textsOf(params, { cargo: { weight: 1, detailList: [] } }) // [['cargo.weight', '1'], ['cargo.detailList', '[]']]
 */
export function textsOf(
  params: readonly DescribedField[],
  values: object,
  within = '',
): [path: string, text: string][] {
  return Object.entries(values).flatMap(([name, value]) => {
    const path = `${within}${name}`
    if (params.some((it) => it.path === path && isGroup(it))) return textsOf(params, value, `${path}.`)
    return [[path, typeof value === 'string' ? value : JSON.stringify(value)]]
  })
}

/**
 * Returns the parameters to send: without empty fields, but with empty objects that are required.
 *
 * @param parse of JSON
 * @example
 * valuesOf(params, { deliveryId: 'SF', customRemark: '' }, JSON.parse) // { deliveryId: 'SF', insured: {} }
 */
export function valuesOf(
  params: readonly DescribedField[],
  texts: Texts,
  parse: (json: string) => unknown,
  within = '',
): Record<string, unknown> {
  const entries = paramsWithin(params, within).flatMap((param): [string, unknown][] => {
    const { path, kind, required } = param
    const name = path.slice(within.length)
    if (isGroup(param)) {
      const group = valuesOf(params, texts, parse, `${path}.`)
      return required || Object.keys(group).length > 0 ? [[name, group]] : []
    }
    const text = texts[path]
    if (!text) return []
    return [[name, kind === 'text' ? text : kind === 'number' ? Number(text) : parse(text)]]
  })
  return Object.fromEntries(entries)
}
