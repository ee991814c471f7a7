import { Command, InvalidArgumentError, Option } from 'commander'
import { stop as stopEsbuild } from 'esbuild'
import { build } from './build'
import { createLocalWeChat, type LocalWeChat } from './emulator/createLocalWeChat'

interface Options {
  port: number
  host: string
  functions?: string
  state: string
  timeLimit: number
  maxInstances: number
}

const command = new Command('npm start --')
  .description('Builds the cloud functions and serves them on a local WeChat.')
  .addOption(option('--port <number>', 'port to listen on').default(8787).argParser(integer(0, 65535)))
  .addOption(option('--host <address>', 'loopback address to listen on').default('127.0.0.1'))
  .addOption(option('--functions <dir>', 'folder of functions, <dir>/<name>/index.js (default: those of this project)'))
  .addOption(option('--state <file>', 'state file, or :memory: to keep nothing').default('.local-wechat.json'))
  .addOption(
    option('--time-limit <ms>', 'time limit of a function, in milliseconds').default(3000).argParser(integer(1)),
  )
  .addOption(
    option('--max-instances <number>', 'processes a function may have at once').default(10).argParser(integer(1)),
  )
  .addHelpText(
    'after',
    '\nEvery variable that the shell has set goes to the functions too, ADMIN_OPENIDS for instance:\n' +
      '  ADMIN_OPENIDS=oAdmin npm start',
  )
  .action(start)

/** An option that an environment variable sets too: LOCAL_WECHAT_PORT for --port. */
function option(flags: string, description: string): Option {
  const it = new Option(flags, description)
  return it.env(`LOCAL_WECHAT_${it.name().toUpperCase().replaceAll('-', '_')}`)
}

function integer(min: number, max = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < min || value > max) {
      throw new InvalidArgumentError(
        `It must be a whole number from ${min}${max < Number.MAX_SAFE_INTEGER ? ` to ${max}` : ''}.`,
      )
    }
    return value
  }
}

async function start({ functions, timeLimit, ...options }: Options): Promise<void> {
  await build()
  await stopEsbuild() // It keeps a process for further builds.
  const wechat = await createLocalWeChat({
    ...options,
    ...(functions === undefined ? {} : { functions }),
    timeLimitMs: timeLimit,
    log: console.log,
  })
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
  const admin = process.env.ADMIN_OPENIDS?.split(',')[0]?.trim()
  return [
    `curl -H 'content-type: application/json'`,
    ...(admin ? [`-H 'x-wx-openid: ${admin}'`] : []),
    `-d '${JSON.stringify(event)}'`,
    `${url}/functions/bindAccount`,
  ].join(' \\\n  ')
}

command.parseAsync().catch((error: NodeJS.ErrnoException) => {
  const taken = error.code === 'EADDRINUSE'
  console.error(`cannot start: ${taken ? `${error.message}; choose another with --port` : error.message}`)
  process.exitCode = 1
})
