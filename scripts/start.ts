import { adminOpenids } from '../cloudfunctions/openapi/cloud/adminOpenids'
import { printable } from '../cloudfunctions/openapi/errors/printable'
import type { LocalWeChat } from './emulator/createLocalWeChat'
import { localWeChatCommand, run, startLocalWeChat } from './start/localWeChatCommand'

const command = localWeChatCommand('npm start --', { port: 8787, state: '.local-wechat.json' })
  .description('Builds the cloud functions and serves them on a local WeChat.')
  .addHelpText(
    'after',
    '\nWhat the shell has set goes to the functions too, ADMIN_OPENIDS for instance:\n  ADMIN_OPENIDS=oAdmin npm start',
  )
  .action(start)

async function start(): Promise<void> {
  const wechat = await startLocalWeChat(command, console.log)
  console.log(`local WeChat ready at ${wechat.url}`)
  console.log(`\nfunctions: ${wechat.functions.join(', ')}\n\nTry it:\n${example(wechat)}\n`)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, wechat.close)
  stopWithNpm(wechat.close)
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

run(command)
