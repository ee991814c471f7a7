import { join } from 'node:path'
import { build } from 'esbuild'

const ROOT = join(__dirname, '../..')
const BUILT = join(ROOT, 'dist/bench')

/** Where the programs are that a benchmark runs in processes of their own. */
export const programs = {
  folder: BUILT,
  gateway: join(BUILT, 'gateway.js'),
  oneBind: join(BUILT, 'oneBind.js'),
  oneRequest: join(BUILT, 'oneRequest.js'),
  sample: join(BUILT, 'sample.js'),
  warmBinds: join(BUILT, 'warmBinds.js'),
  /** The function as it is uploaded. */
  bundle: join(ROOT, 'dist/cloudfunctions/bindAccount/index.js'),
  /** Runs from source, as npm start does. */
  localWeChat: join(__dirname, 'programs/localWeChat.ts'),
}

/** Builds them into dist/bench; the sample takes wx-server-sdk from node_modules, as it would be uploaded. */
export async function buildPrograms(): Promise<void> {
  const names = ['gateway', 'oneBind', 'oneRequest', 'sample', 'warmBinds'] as const
  await build({
    entryPoints: names.map((name) => join(__dirname, `programs/${name}.ts`)),
    outdir: BUILT,
    bundle: true,
    packages: 'external',
    platform: 'node',
  })
}
