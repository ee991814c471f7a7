import { existsSync } from 'node:fs'
import type { Text } from '../../../cloudfunctions/openapi/codes/Code'

/**
 * What to do that a function may call an API.
 *
 * @param path of the function's config.json
 * @example
 * howToPermit('/shop/cloudfunctions/bind/config.json', 'logistics.bindAccount')
 */
export function howToPermit(path: string, api: string): Text {
  if (existsSync(path)) {
    return {
      en: `Add ${JSON.stringify(api)} to permissions.openapi in ${path}.`,
      zh: `请在该 config.json 的 permissions.openapi 中加上此接口`,
    }
  }
  const config = JSON.stringify({ permissions: { openapi: [api] } })
  return { en: `Write ${path}: ${config}`, zh: '请新建该 config.json 并声明此接口' }
}
