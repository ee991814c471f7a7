import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Text } from '../../../cloudfunctions/openapi/codes/Code'
import { nearest } from '../../../cloudfunctions/openapi/names/nearest'

/**
 * Why a function is not found.
 *
 * @param dir the folder of the functions
 * @param name that was called
 * @param names of those that are there
 */
export function howToFind(dir: string, name: string, names: readonly string[]): Text {
  if (/^[\w-]+$/.test(name) && existsSync(join(dir, name))) {
    return {
      en: `${join(dir, name)} has no index.js, which WeChat runs; if it is written in TypeScript, build it first.`,
      zh: '该目录没有 index.js；如果用 TypeScript 编写，请先构建',
    }
  }
  const near = nearest(name, names)
  return {
    en: `${dir} has ${names.join(', ') || 'no function'}${near === undefined ? '.' : `; did you mean ${near}?`}`,
    zh: '没有这个云函数',
  }
}
