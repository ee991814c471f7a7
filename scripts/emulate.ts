import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { printable } from '../cloudfunctions/openapi/errors/printable'
import { sdkEnvironment } from './emulator/functions/sdkEnvironment'
import { localWeChatCommand, run, startLocalWeChat } from './start/localWeChatCommand'

const command = localWeChatCommand('npm run emulate --', { port: 0, state: ':memory:' })
  .description(
    'Runs a command, a test suite for instance, with a local WeChat of its own, and ends with its exit code.',
  )
  .usage('[options] COMMAND [ARG ...]')
  .argument('<command...>', 'what to run')
  .passThroughOptions()
  .addHelpText(
    'after',
    `
The command finds in its environment what leads an unmodified wx-server-sdk (2.0 or later) to the local WeChat, and
WX_API_BASE, the address to use in place of https://api.weixin.qq.com:
  npm run emulate -- node my-test.js`,
  )
  .action(emulate)

async function emulate([program = '', ...args]: string[]): Promise<void> {
  const wechat = await startLocalWeChat(command, () => {})
  const child = spawn(program, args, {
    stdio: 'inherit',
    env: { ...process.env, ...sdkEnvironment(`${wechat.url}/admin`), WX_API_BASE: wechat.url },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  process.exitCode = await new Promise<number>((resolve) => {
    child.once('error', (error) => {
      console.error(printable(`cannot run ${program}: ${error.message}`))
      resolve(127)
    })
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)))
  })
  await wechat.close()
}

run(command)
