import { Command } from 'commander'
import { adminOpenids } from '../cloudfunctions/openapi/cloud/adminOpenids'
import { printable } from '../cloudfunctions/openapi/errors/printable'
import type { LocalWeChat } from './emulator/createLocalWeChat'
import { boundedLog } from './start/boundedLog'
import { onEnd } from './start/onEnd'
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
      '\nOf the variables of the shell functions get what a cloud function has too, ADMIN_OPENIDS, and what --pass-env names:\n  ADMIN_OPENIDS=oAdmin npm start',
    )
    .action(async (options: Options) => {
      const wechat = await startLocalWeChat(options, boundedLog(process.stdout, console.log))
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

/** So long it waits, after its end, for whoever reads its log; who stands still does not keep it. */
const LOG_PATIENCE_MS = 1000

async function end({ close }: LocalWeChat): Promise<void> {
  await close()
  setTimeout(() => process.exit(), LOG_PATIENCE_MS).unref()
}

if (require.main === module) {
  start(process.argv.slice(2), (wechat) => onEnd(() => end(wechat))).then((code) => {
    process.exitCode = code
  })
}
