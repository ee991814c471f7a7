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
  const call: { given?: { error: unknown; result: unknown } } = {}
  let respond = () => {}
  const returned = main(event, context, (error, result) => {
    call.given ??= { error, result }
    respond()
  })
  if (isThenable(returned) || (returned !== undefined && main.length < 3)) return returned
  await new Promise<void>((resolve) => {
    respond = () => {
      if (!call.given || context.callbackWaitsForEmptyEventLoop) return
      process.off('beforeExit', resolve)
      resolve()
    }
    process.once('beforeExit', resolve)
    tasks.unref()
    respond()
  })
  tasks.ref()
  const { error, result } = call.given ?? { result: returned }
  if (error !== undefined && error !== null) throw error
  return result
}

function isThenable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'then') === 'function'
}
