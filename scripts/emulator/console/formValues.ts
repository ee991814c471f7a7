import type { DescribedParam } from '../../../cloudfunctions/openapi/params/describeParams'

/** The values of a form, by camelCase name. */
export type Draft = Readonly<Record<string, unknown>>

/**
 * Returns the parameters directly inside another one.
 *
 * @param within `''` for the top level, `cargo.` for an object, `cargo.detailList[].` for the items of a list
 */
export function paramsWithin(
  params: readonly DescribedParam[],
  within: string,
): { name: string; param: DescribedParam }[] {
  return params
    .filter(({ path }) => path.startsWith(within))
    .map((param) => ({ name: param.path.slice(within.length), param }))
    .filter(({ name }) => !/[.[]/.test(name))
}

/**
 * Returns the parameters to send: without empty fields, but with empty objects that are required.
 *
 * @example
 * valuesOf(params, { deliveryId: 'SF', customRemark: '' }) // { deliveryId: 'SF', insured: {} }
 */
export function valuesOf(params: readonly DescribedParam[], draft: Draft, within = ''): Record<string, unknown> {
  const entries = paramsWithin(params, within).flatMap(({ name, param }): [string, unknown][] => {
    const value = valueOfParam(params, param, draft[name])
    return value === undefined ? [] : [[name, value]]
  })
  return Object.fromEntries(entries)
}

function valueOfParam(
  params: readonly DescribedParam[],
  { path, kind, required }: DescribedParam,
  given: unknown,
): unknown {
  if (kind === 'object') {
    const value = valuesOf(params, isDraft(given) ? given : {}, `${path}.`)
    return required || Object.keys(value).length > 0 ? value : undefined
  }
  if (kind === 'list') {
    const items: unknown[] = Array.isArray(given) ? given : []
    const value = items.map((it) => (isDraft(it) ? valuesOf(params, it, `${path}[].`) : it))
    return required || value.length > 0 ? value : undefined
  }
  return given === '' ? undefined : given
}

/** Returns whether a value is an object with parameters. */
export function isDraft(value: unknown): value is Draft {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
