import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { traceOf } from '../../../../scripts/emulator/functions/traceOf'

const dir = __dirname
/** Creates an error with this stack. */
const withStack = (stack: string, message = 'broken', cause?: unknown) =>
  Object.assign(new Error(message, { cause }), { stack })
const at = (...path: string[]) => `    at main (${join(dir, ...path)}:3:9)`

describe('traceOf', () => {
  it('returns the stack relative to the folder, without frames of Node and of the local WeChat', () => {
    const stack = [
      'Error: broken',
      at('lib/price.js'),
      `    at async ${pathToFileURL(dir)}/index.mjs:1:1`,
      '    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
      '    at async process.<anonymous> (/home/me/dist/emulator/host.js:1:2)',
      '    at other (/elsewhere/x.js:1:1)',
    ]
    expect(traceOf(withStack(stack.join('\n')), dir)).toEqual([
      `    at main (${join('lib/price.js')}:3:9)`,
      '    at async index.mjs:1:1',
      '    at other (/elsewhere/x.js:1:1)',
    ])
  })

  it('leaves out the message, even if its lines look like frames', () => {
    const message = 'broken\n    at forged (x.js:1:1)'
    expect(traceOf(withStack(`Error: ${message}\n${at('index.js')}`, message), dir)).toEqual([
      '    at main (index.js:3:9)',
    ])
  })

  it('returns the place of a syntax error, which is before the message', () => {
    const stack = `${join(dir, 'index.js')}:2\n  const a = ;\n            ^\n\nError: broken\n    at node:internal/x:1:1`
    expect(traceOf(withStack(stack), dir)).toEqual(['index.js:2', '  const a = ;', '            ^'])
  })

  it('returns the cause without its stack', () => {
    const cause = new Error('before', { cause: new Error('deepest') })
    expect(traceOf(withStack(`Error: broken\n${at('a.js')}`, 'broken', cause), dir)).toEqual([
      '    at main (a.js:3:9)',
      '    caused by: Error: before',
    ])
  })

  it('adds the lines of the function that a promise has which was rejected with the error, if the error has none', () => {
    const error = withStack('Error: broken\n    at sdk (/x/node_modules/sdk/index.js:1:1)')
    const own = join(dir, 'pay')
    const others = [
      '    at new Promise (<anonymous>)\n    at sdk (/x/node_modules/sdk/index.js:2:2)',
      `    at sdk (${join(own, 'node_modules/sdk/index.js')}:3:3)\n    at find (${join(own, 'index.js')}:4:4)`,
      `    at main (${join(own, 'index.js')}:5:5)`,
    ]
    const trace = traceOf(error, dir, own, others)
    expect(trace).toEqual([
      '    at sdk (/x/node_modules/sdk/index.js:1:1)',
      `    at find (${join('pay/index.js')}:4:4)`,
    ])
    expect(traceOf(withStack(`Error: broken\n${at('pay/index.js')}`), dir, own, others)).toEqual([
      `    at main (${join('pay/index.js')}:3:9)`,
    ])
  })

  it.each(['text', undefined, null, { errCode: 1 }])('returns nothing for %j, which is not an error', (thrown) => {
    expect(traceOf(thrown, dir)).toEqual([])
  })

  it.each([
    [
      'a proxy that throws',
      new Proxy(new Error('no'), {
        get: () => {
          throw new Error('no')
        },
      }),
    ],
    ['a stack that is not a string', Object.assign(new Error('no'), { stack: 7 })],
  ])('returns nothing for %s', (_what, error) => {
    expect(traceOf(error, dir)).toEqual([])
  })

  it('limits the number and the length of lines', () => {
    const stack = `Error: broken\n${`    at ${'x'.repeat(1000)}\n`.repeat(100)}`
    const trace = traceOf(withStack(stack), dir)
    expect([trace.length, trace[0]?.length]).toEqual([30, 500])
  })
})
