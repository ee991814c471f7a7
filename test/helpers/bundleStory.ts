import { cpSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { build, stop } from 'esbuild'
import { createLocalWeChat } from '../../scripts/emulator/createLocalWeChat'
import { callFunction, returnedIn } from './callFunction'
import { controlOf } from './controlOf'
import { type FaultOfAnyApi, faults, never } from './faults'
import { sample } from './withLocalWeChat'

const ROOT = join(__dirname, '../..')

/** The folder of the functions in the form in which they are uploaded. */
export const BUNDLED = join(ROOT, 'dist/cloudfunctions')

/**
 * Builds bindAccount without bundling, so that it loads wx-server-sdk and everything else from node_modules.
 *
 * @param folder an empty folder
 * @returns the folder of the functions
 */
export async function buildUnbundled(folder: string): Promise<string> {
  const functions = join(folder, 'functions')
  cpSync(BUNDLED, functions, { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction')
  await build({
    entryPoints: [join(ROOT, 'cloudfunctions/bindAccount/index.ts')],
    outfile: join(functions, 'bindAccount/index.js'),
    bundle: true,
    packages: 'external',
    platform: 'node',
  })
  await stop()
  return functions
}

/** The calls, in order: the fault that is configured before each call, and the data. */
const story: { fault?: FaultOfAnyApi; data: object; openid?: string }[] = [
  { data: sample },
  { data: sample },
  { data: { ...sample, type: 'unbind' } },
  { data: { ...sample, type: 'unbind' } },
  { data: { ...sample, password: 'wrong-password' } },
  { data: { ...sample, deliveryId: 'EMS', remarkContent: '电话：10086' } },
  { data: { ...sample, deliveryId: 'SF', password: '' } },
  { data: { ...sample, bizID: '1' } },
  { data: { ...sample, bizId: 1 } },
  { data: [] },
  { data: { $doctor: true } },
  { data: sample, openid: 'oStranger' },
  { fault: { kind: 'errcode', errcode: 45009, errmsg: '中文' }, data: sample },
  ...faults.map(({ fault }) => ({ fault, data: sample })),
  { fault: never, data: sample },
]

/**
 * Calls bindAccount with each entry of `story`, and returns the results without values that differ in each run.
 *
 * @param functions the folder of functions
 * @param node path of the Node that runs them
 */
export async function runStory(functions: string, node: string): Promise<string[]> {
  const wechat = await createLocalWeChat({
    functions,
    node,
    timeLimitMs: 1000,
    env: { ADMIN_OPENIDS: 'oAdmin' },
    // buildUnbundled does not declare the packages.
    allowUndeclared: true,
  })
  const control = controlOf(() => wechat.url)
  const answers = []
  for (const { fault, data, openid = 'oAdmin' } of story) {
    await control('PUT', 'faults', fault === undefined ? [] : [{ api: 'logistics.bindAccount', ...fault }])
    const { result } = returnedIn(await callFunction(wechat.url, 'bindAccount', data, openid))
    answers.push(
      JSON.stringify(result)
        .replace(/[0-9a-f]{8}(-[0-9a-f]{8}){2}/, 'RID')
        .replaceAll(wechat.url, 'URL')
        .replace(/seqId=[^&\]]+/, 'SEQ'),
    )
  }
  await wechat.close()
  return answers
}
