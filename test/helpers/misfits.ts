import * as v from 'valibot'
import { type ApiName, apis } from '../../cloudfunctions/openapi/apis'
import { isEntries, isList, isOptional, unwrapped } from '../../cloudfunctions/openapi/apis/schemas'
import { toCamelCase } from '../../cloudfunctions/openapi/names/convertCase'

/**
 * Returns what in the body of a success does not fit the result that the registry describes: missing and unknown fields, and
 * wrong types, by path.
 *
 * @example
 * misfits('logistics.getQuota', { quota: 1 }) // ['quotaNum: Invalid key ...', 'quota: Invalid key ...']
 */
export function misfits(api: ApiName, body: object): string[] {
  const { errcode: _, errmsg: __, ...fields } = { errcode: 0, errmsg: 'ok', ...body }
  const { issues = [] } = v.safeParse(strict(apis[api].result), toCamelCase(fields))
  return issues.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`)
}

/** Returns the same schema without tolerance for unknown fields. */
function strict(schema: v.GenericSchema): v.GenericSchema {
  const inner = unwrapped(schema)
  const strictInner = isEntries(inner)
    ? v.strictObject(Object.fromEntries(Object.entries(inner.entries).map(([name, it]) => [name, strict(it)])))
    : isList(inner)
      ? v.array(strict(inner.item))
      : inner
  return isOptional(schema) ? v.optional(strictInner) : strictInner
}
