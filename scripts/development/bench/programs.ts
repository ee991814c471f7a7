import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { build } from 'esbuild'
import { sdkEnvironment } from '../../emulator/redirect/sdkEnvironment'

const ROOT = join(__dirname, '../../..')
export const BUILT = join(ROOT, 'dist/bench')
const fromSource = (name: string) => ['--import', 'tsx', join(__dirname, `programs/${name}.ts`)]

/** The arguments of Node.js for the programs that run in processes of their own. */
export const programs = { gateway: fromSource('gateway'), localWeChat: fromSource('localWeChat') }

/** Functions, by the files that export main: a plain HTTP request, the documentation's sample, and what is uploaded. */
export const functions = {
  plain: join(BUILT, 'plainRequest.js'),
  sample: join(BUILT, 'sample.js'),
  bundle: join(ROOT, 'dist/cloudfunctions/bindAccount/index.js'),
}

/** Bundles the other programs; the sample loads wx-server-sdk from node_modules, as it does when it is uploaded. */
export async function buildPrograms(): Promise<void> {
  await build({
    entryPoints: ['oneBind', 'plainRequest', 'sample', 'warmBinds', 'openDocuments'].map((name) =>
      join(__dirname, `programs/${name}.ts`),
    ),
    outdir: BUILT,
    bundle: true,
    packages: 'external',
    platform: 'node',
  })
}

/**
 * Runs a bundled program in the environment of a cloud function.
 *
 * @returns the last line that it printed, as JSON
 */
export function run(gateway: string, program: string, ...args: string[]) {
  const { status, stdout } = spawnSync(process.execPath, [join(BUILT, `${program}.js`), ...args], {
    env: sdkEnvironment(`${gateway}/admin`),
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: Number.POSITIVE_INFINITY,
  })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed: ${stdout}`)
  return JSON.parse(stdout.toString().trim().split('\n').at(-1) ?? '')
}
