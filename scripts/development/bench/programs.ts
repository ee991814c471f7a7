import { execFileSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import { sdkEnvironment } from '../../emulator/redirect/sdkEnvironment'
import type { Times } from './programs/binds'

/** A folder for what is measured. */
export const BUILT = resolve('dist/bench')

/** Functions, by the files that export main: a plain HTTP request, the documentation's sample, and what is uploaded. */
export const functions = {
  plain: join(BUILT, 'plainRequest.js'),
  sample: join(BUILT, 'sample.js'),
  bundle: resolve('dist/cloudfunctions/bindAccount/index.js'),
}

/** Bundles the other programs; the sample loads wx-server-sdk from node_modules, as it does when it is uploaded. */
export async function buildPrograms(): Promise<void> {
  await build({
    entryPoints: ['binds', 'openDocuments', 'plainRequest', 'sample'].map((name) =>
      join(__dirname, `programs/${name}.ts`),
    ),
    outdir: BUILT,
    bundle: true,
    packages: 'external',
    platform: 'node',
  })
}

/**
 * Makes binds in a new process, in the environment of a cloud function.
 *
 * @param gateway its address
 * @param blocks of calls of each function, alternately
 */
export function binds(
  gateway: string,
  blocks: number,
  calls: number,
  ...paths: string[]
): { peakKiB: number; functions: Times[] } {
  return run(gateway, 'binds', String(blocks), String(calls), ...paths)
}

/** Runs a built program in a new process, and returns what it prints as JSON in its last line. */
export function run<T>(gateway: string, program: string, ...args: string[]): T {
  const printed = execFileSync(process.execPath, [join(BUILT, `${program}.js`), ...args], {
    env: sdkEnvironment(`${gateway}/admin`),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: Number.POSITIVE_INFINITY,
  })
  return JSON.parse(printed.slice(printed.lastIndexOf('\n')))
}
