import { Command } from 'commander'
import { adminOpenids } from '../cloudfunctions/openapi/cloud/checkCaller'
import type { LocalWeChat } from './emulator/createLocalWeChat'
import { boundedLog } from './start/logs'
import { onEnd } from './start/onEnd'
import { addOptions, type Options } from './start/options'
import { runCommand, runMain } from './start/runCommand'
import { startLocalWeChat } from './start/startLocalWeChat'
import { tryIt } from './start/tryIt'

/**
 * `npm start`: serves the functions on a local WeChat and prints how to call one.
 *
 * @param args the command line, without Node and the script
 * @param onStarted gets the local WeChat
 * @param name the name of the command in its messages
 * @returns the exit code, as soon as it serves or has failed
 */
export async function start(
  args: readonly string[],
  onStarted: (wechat: LocalWeChat) => void,
  name = 'npm start --',
): Promise<number> {
  const command = addOptions(new Command(name), { port: 8787, state: '.local-wechat' })
    .description('Serves cloud functions on a local WeChat.')
    .addHelpText(
      'after',
      '\nFunctions get those variables of the shell that a cloud function has too, ADMIN_OPENIDS, and those of --pass-env:\n  ADMIN_OPENIDS=oAdmin ' +
        name.replace(/ --$/, ''),
    )
    .action(async (options: Options) => {
      const wechat = await startLocalWeChat(options, boundedLog(process.stdout, console.log))
      onStarted(wechat)
      console.log(`local WeChat ready at ${wechat.url}`)
      console.log(`open ${wechat.url} in a browser to see all of it / 在浏览器中打开 ${wechat.url} 查看`)
      console.log(`\n${firstLines(wechat)}\n`)
    })
  return runCommand(command, args, 'cannot start')
}

/** Lists the functions, and shows how to call one of them. */
function firstLines({ url, functions, functionsDir }: LocalWeChat): string {
  const functionName = functions.includes('bindAccount') ? 'bindAccount' : functions[0]
  if (functionName === undefined)
    return `There is no function in ${functionsDir}: each has a folder of its own, with index.js in it. / ${functionsDir} 里没有云函数：每个云函数一个文件夹，里面有 index.js。`
  const [openid] = adminOpenids()
  const example = tryIt({ url, functionName, ...(openid !== undefined && { openid }) }, process.platform, process.env)
  return `functions of ${functionsDir}: ${functions.join(', ')}\n\nTry it:\n${example}`
}

/** How long to wait for a slow reader of the log before the process exits, in milliseconds. */
const LOG_TIMEOUT_MS = 1000

/** Closes a local WeChat when this process should exit. */
export function closeAtEnd({ close }: LocalWeChat): void {
  onEnd(async () => {
    await close()
    setTimeout(() => process.exit(), LOG_TIMEOUT_MS).unref()
  })
}

if (require.main === module) runMain((args) => start(args, closeAtEnd))
