import type { Api } from '../apis/Api'
import { readProperty } from '../errors/readProperty'
import { snakeCase } from '../names/toSnakeCase'

/**
 * The values of an API's secret parameters, in whichever form their names are given.
 *
 * @param params an event, or parameters
 * @example
 * secretsOf(bindAccount, { type: 'bind', password: 'hunter22' }) // ['hunter22']
 */
export function secretsOf({ secrets }: Pick<Api, 'secrets'>, params: unknown): string[] {
  const values = secrets.flatMap((param) => [readProperty(params, param), readProperty(params, snakeCase(param))])
  return [...new Set(values)].filter((value) => typeof value === 'string')
}
