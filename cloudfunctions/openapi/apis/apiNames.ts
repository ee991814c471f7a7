import { type ApiName, apis } from './index'

/**
 * The dotted names of all APIs.
 *
 * @example
 * apiNames() // ['logistics.bindAccount', 'logistics.getAllAccount', ...]
 */
export function apiNames(): ApiName[] {
  return Object.keys(apis).filter(isApiName)
}

/** Whether an API of that name is in the registry. */
export function isApiName(name: string): name is ApiName {
  return Object.hasOwn(apis, name)
}
