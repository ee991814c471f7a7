/**
 * What redirects a process of a test runner, in which tests run, and the processes that these start. Built to
 * dist/emulator/testProcess.js: loadOutside runs it outside of the realm of a test file, which ends before the process does.
 */
import child_process, { ChildProcess } from 'node:child_process'
import { syncBuiltinESMExports } from 'node:module'
import type { Redirection } from './Endpoints'
import { redirectConnections } from './redirectConnections'

/** What the process is redirected to. */
export interface TestRedirection {
  redirection: Redirection
  /** The variables of exec for the processes that tests start. */
  variables: NodeJS.ProcessEnv
  /** The values of these variables before. */
  before: NodeJS.ProcessEnv
}

let current: TestRedirection | undefined

/** Redirects the process, or changes where it is redirected to. */
export function redirectTestProcess(to: TestRedirection): void {
  redirectConnections(to.redirection)
  if (current === undefined) redirectChildren()
  current = to
}

/** Adds the variables to the environment of each process that is started. */
function redirectChildren(): void {
  // All functions of Node that do not wait for the process use it.
  const start: (options: { envPairs?: string[] }) => unknown = Reflect.get(ChildProcess.prototype, 'spawn')
  const startRedirected = new Proxy(start, {
    apply(spawn, child, [options]) {
      const given: string[] = options.envPairs ?? []
      const env = environment(
        Object.fromEntries(
          given.map((pair) => [pair.slice(0, pair.indexOf('=', 1)), pair.slice(pair.indexOf('=', 1) + 1)]),
        ),
      )
      const envPairs = Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]))
      return Reflect.apply(spawn, child, [{ ...options, envPairs }])
    },
  })
  Reflect.set(ChildProcess.prototype, 'spawn', startRedirected)
  for (const name of ['spawnSync', 'execSync', 'execFileSync'] as const) {
    const run = new Proxy(child_process[name], {
      apply(target, self, args: unknown[]) {
        const isOptions = (it: unknown) => typeof it === 'object' && it !== null && !Array.isArray(it)
        const options: { env?: NodeJS.ProcessEnv } = Object.assign({}, args.find(isOptions))
        const env = environment(options.env ?? process.env)
        return Reflect.apply(target, self, [...args.filter((it) => !isOptions(it)), { ...options, env }])
      },
    })
    Reflect.set(child_process, name, run)
  }
  syncBuiltinESMExports()
}

/** Returns an environment with the variables, except those that the tests have set themselves. */
function environment(given: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const env = { ...given }
  for (const [name, value] of Object.entries(current?.variables ?? {})) {
    const own = given[name]
    if (own === undefined || own === current?.before[name]) env[name] = value
    else if (name === 'NODE_OPTIONS' && !own.includes(String(value))) env[name] = `${value} ${own}`
  }
  return env
}
