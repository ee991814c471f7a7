import { appendFileSync, closeSync, openSync } from 'node:fs'

/**
 * A log in a file, which is added to.
 *
 * @param path of the file
 * @returns what adds a line
 * @throws Error when the file cannot be written
 * @example
 * createLocalWeChat({ log: openLog('wechat.log') })
 */
export function openLog(path: string): (line: string) => void {
  closeSync(openSync(path, 'a'))
  return (line) => appendFileSync(path, `${line}\n`)
}
