import type { DescribedParam } from '../../../cloudfunctions/openapi/params/describeParams'

/** What a form holds: what was filled in, by our names. */
export type Draft = Readonly<Record<string, unknown>>

/**
 * The parameters directly in another one.
 *
 * @param within `''` for those at the top, `cargo.` for those of an object, `cargo.detailList[].` for those of a list's items
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
 * What a form sends: without what was left empty, but with an object that must be there though nothing in it was filled in.
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

/** Whether it holds parameters itself. */
export function isDraft(value: unknown): value is Draft {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
