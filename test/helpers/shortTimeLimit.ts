import { type Context, type RunningScriptOptions, Script } from 'node:vm'

/** Makes the time limit of the database's evaluations short until the end of a test. */
export function shortTimeLimit(): void {
  const run = Script.prototype.runInContext
  jest.spyOn(Script.prototype, 'runInContext').mockImplementation(function (
    this: Script,
    context: Context,
    options?: RunningScriptOptions,
  ) {
    return run.call(this, context, { ...options, timeout: 500 })
  })
}
