import { Command } from 'commander'
import { adminOpenids } from '../cloudfunctions/openapi/cloud/adminOpenids'
import { printable } from '../cloudfunctions/openapi/errors/printable'
import type { LocalWeChat } from './emulator/createLocalWeChat'
import { addOptions, type Options } from './start/options'
import { runCommand } from './start/runCommand'
import { startLocalWeChat } from './start/startLocalWeChat'

/**
 * `npm start`: serves the functions on a local WeChat and tells how to call one.
 *
 * @param args of the command line
 * @param onStarted gets what was started
 * @returns the exit code, as soon as it serves or has failed
 */
export async function start(args: readonly string[], onStarted: (wechat: LocalWeChat) => void): Promise<number> {
  const command = addOptions(new Command('npm start --'), { port: 8787, state: '.local-wechat' })
    .description('Builds the cloud functions and serves them on a local WeChat.')
    .addHelpText(
      'after',
      '\nWhat the shell has set goes to the functions too, ADMIN_OPENIDS for instance:\n  ADMIN_OPENIDS=oAdmin npm start',
    )
    .action(async (options: Options) => {
      const wechat = await startLocalWeChat(options, console.log)
      onStarted(wechat)
      console.log(`local WeChat ready at ${wechat.url}`)
      console.log(`\nfunctions: ${wechat.functions.join(', ')}\n\nTry it:\n${example(wechat)}\n`)
    })
  return runCommand(command, args)
}

function example({ url }: LocalWeChat): string {
  const event = { type: 'bind', bizId: '123456', deliveryId: 'YUNDA', password: '123456789123456789' }
  const admin = adminOpenids()[0]
  return [
    `curl -H 'content-type: application/json'`,
    ...(admin ? [`-H 'x-wx-openid: ${printable(admin)}'`] : []),
    `-d '${JSON.stringify(event)}'`,
    `${url}/functions/bindAccount`,
  ].join(' \\\n  ')
}

/** Stops it when this process is to end. */
function stopWithProcess({ close }: LocalWeChat): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, close)
  stopWithNpm(close)
}

/** npm runs this in a shell, which does not hand on the signal that ends it: an end of the shell is the end here too. */
function stopWithNpm(stop: () => void): void {
  const shell = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(watch)
    stop()
  }, 500)
  watch.unref()
}

if (require.main === module) {
  start(process.argv.slice(2), stopWithProcess).then((code) => {
    process.exitCode = code
  })
}
