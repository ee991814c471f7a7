/**
 * The errMsg of a failure, in the SDK's form.
 *
 * @param api the dotted name of the API
 * @example
 * failMessage('logistics.bindAccount', 'invalid args') // 'openapi.logistics.bindAccount:fail invalid args'
 */
export function failMessage(api: string, problem: string): string {
  return `openapi.${api}:fail ${problem}`
}

/**
 * The errMsg of a success, in the SDK's form.
 *
 * @example
 * okMessage('logistics.bindAccount') // 'openapi.logistics.bindAccount:ok'
 */
export function okMessage(api: string): string {
  return `openapi.${api}:ok`
}
