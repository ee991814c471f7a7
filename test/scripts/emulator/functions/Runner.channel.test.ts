import { createLocalWeChat, type LocalWeChat } from '../../../../scripts/emulator/createLocalWeChat'
import { callFunction } from '../../../helpers/callFunction'
import { temporaryFolder } from '../../../helpers/temporaryFolder'

const folder = temporaryFolder()
const lines: string[] = []
let wechat: LocalWeChat | undefined
afterEach(async () => {
  await wechat?.close()
  wechat = undefined
  lines.splice(0)
})

/** Calls functions in turn, each given by its code, and returns their results and errors. */
async function results(...sources: string[]): Promise<unknown[]> {
  const files = Object.fromEntries(sources.map((code, index) => [`f${index}/index.js`, code]))
  wechat = await createLocalWeChat({ functions: folder.write(files), maxInstances: 1, log: (it) => lines.push(it) })
  const answers = []
  for (const index of sources.keys()) answers.push(await call(`f${index}`))
  return answers
}

async function call(name: string): Promise<unknown> {
  const answer: object = Object(await callFunction(wechat?.url ?? '', name, {}))
  return 'result' in answer ? answer.result : 'errMsg' in answer && answer.errMsg
}

const executionFailed = (reason: string) =>
  `cloud.callFunction:fail Error: errCode: -504002 functions execute fail | errMsg: ${reason}`
const MAIN = 'exports.main = async () => 1'
const IGNORED =
  'Ignored what the function wrote to file descriptor 3 or 4. The local WeChat uses them; write to files, stdout or stderr instead.'
const ignored = () => lines.filter((line) => line.endsWith(IGNORED))

describe("the channel of a function's process", () => {
  it('has no process.send, so that the usual check before process.send works', async () => {
    expect(await results(`if (process.send) process.send('ready'); ${MAIN}`, `process.send(null); ${MAIN}`)).toEqual([
      1,
      executionFailed('TypeError: process.send is not a function'),
    ])
    expect(lines.at(-1)).toBe(
      '    Check that process.send exists before calling it: a function has no parent process to send messages to.',
    )
  })

  it.each([
    'x\\n',
    'x',
    '\\n\\n',
    'null\\n',
    '{}\\n',
    '"ready"\\n',
    '{"cmd":"NODE_HANDLE_ACK"}\\n',
    '{"cmd":"NODE_HANDLE","type":"net.Socket"}\\n',
    '{"nonce":"","requestId":"loading","outcome":{"json":"{}"}}\\n',
  ])('ignores %j at load and in a call', async (text) => {
    const write = `for (const fd of [3, 4]) require('node:fs').writeSync(fd, '${text}');`
    expect(await results(`${write} exports.main = async () => { ${write} return 1 }`, MAIN)).toEqual([1, 1])
  })

  it('logs what it ignores once per function', async () => {
    const write = "require('node:fs').writeSync(3, 'x\\n')"
    expect(await results(`exports.main = async () => { ${write}; ${write} }`, MAIN)).toEqual([null, 1])
    await call('f0')
    expect(ignored()).toEqual([`f0: ${IGNORED}`])
  })

  it("ignores a forged report of another call's result", async () => {
    const forged = (id: string) => `'{"nonce":"n","requestId":"' + ${id} + '","outcome":{"json":"2"}}\\n'`
    const code = `exports.main = async (event, { request_id }) => {
        require('node:fs').writeSync(3, ${forged('request_id')})
        await new Promise((resolve) => setTimeout(resolve, 100))
        return [1, process.argv.length]
      }`
    expect(await results(code)).toEqual([[1, 2]])
  })

  it('keeps only the start of output without a line break, and continues', async () => {
    const code = `
      const write = (text) => require('node:fs').writeFileSync(3, text)
      exports.main = async () => { for (let n = 0; n < 20; n++) write('x'.repeat(1e6)); return 1 }`
    expect(await results(code)).toEqual([1])
    expect(ignored()).toHaveLength(1)
  })

  it.each([3, 4])('ends only the process that closes file descriptor %d', async (fd) => {
    const code = `exports.main = async () => { require('node:fs').closeSync(${fd}); await new Promise(() => {}) }`
    expect(await results(code, MAIN)).toEqual([executionFailed("the function's process exited (SIGKILL)"), 1])
  })

  it('is not inherited by processes that the function starts', async () => {
    const code = `exports.main = async () => require('node:child_process').execFileSync(process.execPath,
      ['-e', 'try { require("node:fs").writeSync(4, "x"); console.log("written") } catch ({ code }) { console.log(code) }'],
      { encoding: 'utf8', env: {} }).trim()`
    expect(await results(code)).toEqual([expect.stringMatching(/^EBADF$|^EINVAL$|^EPERM$/)])
  })

  it('transmits large events and results, and all characters', async () => {
    const text = `中 \u2028 \u0000 \r ${'"'.repeat(400_000)}`
    await results('exports.main = async ({ text }) => text')
    expect(await callFunction(wechat?.url ?? '', 'f0', { text })).toMatchObject({ result: text })
  })

  it('reports errors with very long messages', async () => {
    const [answer] = await results('exports.main = async () => { throw Error("x".repeat(5e6)) }')
    expect(String(answer).slice(0, 120)).toBe(executionFailed(`Error: ${'x'.repeat(100)}`).slice(0, 120))
  })
})
