import { readProperty } from '../../../../cloudfunctions/openapi/errors/readProperty'
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

/** Calls a function of this code twice, in the same process; returns what both calls return. */
async function resultOf(code: string): Promise<unknown> {
  const functions = folder.write({ 'it/index.js': `exports.main = ${code}` })
  wechat = await createLocalWeChat({ functions, timeLimitMs: 2000, maxInstances: 1, log: (line) => lines.push(line) })
  const { url } = wechat
  const call = async () => {
    const answer = await callFunction(url, 'it', {})
    return readProperty(answer, 'result') ?? /errMsg: (.*)/s.exec(String(readProperty(answer, 'errMsg')))?.[1] ?? null
  }
  const first = await call()
  expect(await call()).toEqual(first)
  return first
}

describe('the result of a function', () => {
  it.each([
    ['what it passes to its callback', '(event, context, callback) => { callback(null, 1) }', 1],
    ['what it passes to its callback later', '(event, context, callback) => setTimeout(callback, 50, null, 1)', 1],
    ['what it passes first', '(event, context, callback) => { callback(null, 1); callback(null, 2) }', 1],
    [
      'the error that it passes to its callback',
      '(event, context, callback) => { callback(new TypeError("no")) }',
      'TypeError: no',
    ],
    [
      'what it returns, if it is async and has a callback too',
      'async (event, context, callback) => { callback(null, 1); return 2 }',
      2,
    ],
    [
      'null, if it is async and only calls its callback',
      'async (event, context, callback) => { callback(null, 1) }',
      null,
    ],
    ['what it returns at once, if it takes no callback', '() => { setTimeout(() => {}, 1e6); return 1 }', 1],
    ['what it returns, if it never calls the callback that it takes', '(event, context, callback) => 1', 1],
    ['null when nothing is left to do, if it gives none', '() => { setTimeout(() => {}, 50) }', null],
    [
      'an error, if it gives none and never ends',
      '() => { setInterval(() => {}, 50) }',
      'Invoking task timed out after 2 seconds',
    ],
    [
      'what it passes to its callback at once, though something is left to do',
      '(event, context, callback) => { setTimeout(() => console.log("late"), 1e6); callback(null, 1) }',
      1,
    ],
  ])('is %s', async (_what, code, result) => {
    expect(await resultOf(code)).toEqual(result)
  })

  it('waits until nothing is left to do, if callbackWaitsForEmptyEventLoop is true', async () => {
    const code = `(event, context, callback) => {
      context.callbackWaitsForEmptyEventLoop = true
      const result = []
      setTimeout(() => result.push('done'), 50)
      callback(null, result)
    }`

    expect(await resultOf(code)).toEqual(['done'])
  })
})

describe('console.__baseLog__, to which cloud.logger() of wx-server-sdk 1.x writes', () => {
  it('prints one line of JSON', async () => {
    await resultOf(`async () => { console.__baseLog__({ a: '中' }, 'log'); console.__baseLog__({ b: 1 }, 'error') }`)
    await wechat?.close()

    expect(lines.flatMap((line) => line.split(' | ').slice(1)).sort()).toEqual([
      ...Array(2).fill('{"a":"中"}'),
      ...Array(2).fill('{"b":1}'),
    ])
  })
})
