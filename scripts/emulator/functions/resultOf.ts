import type { Socket } from 'node:net'
import type { Task } from './channel'

/** What index.js exports as `main`. */
export type Main = (event: unknown, context: unknown, callback: Callback) => unknown
type Callback = (error: unknown, result: unknown) => void

/**
 * Calls a function, and resolves to its result: what it returns if it is async; otherwise what it passes to its callback; or
 * what it returns at once, if it takes no callback. A function that gives neither has the result null when its event loop is
 * empty. The callback waits for that too if `context.callbackWaitsForEmptyEventLoop` is true: assumed#callback
 *
 * @param tasks keeps the process running between the invocations
 * @see https://cloud.tencent.com/document/product/583/67790
 */
export async function resultOf(main: Main, event: unknown, context: Task['context'], tasks: Socket): Promise<unknown> {
  let onEmpty: (() => void) | undefined
  try {
    return await new Promise((resolve, reject) => {
      let given: (() => void) | undefined
      let isAsync = true
      const respond = () => {
        if (given && !isAsync && !context.callbackWaitsForEmptyEventLoop) given()
      }
      const returned = main(event, context, (error, result) => {
        given ??= () => (error === undefined || error === null ? resolve(result) : reject(error))
        respond()
      })
      isAsync = isThenable(returned)
      if (isAsync || (returned !== undefined && main.length < 3)) return resolve(returned)
      respond()
      onEmpty = () => (given ? given() : resolve(returned))
      process.once('beforeExit', onEmpty)
      tasks.unref()
    })
  } finally {
    if (onEmpty) process.off('beforeExit', onEmpty)
    tasks.ref()
  }
}

function isThenable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'then') === 'function'
}
