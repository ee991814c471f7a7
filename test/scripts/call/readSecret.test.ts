import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { askHidden, CancelledError, readPiped } from '../../../scripts/call/readSecret'

/** A terminal at which keys are pressed, with all that it shows. */
async function atTerminal(keys: string) {
  const [input, output] = [new PassThrough(), new PassThrough()]
  const [answer] = await Promise.allSettled([askHidden('password: ', input, output), input.write(keys)])
  output.end()
  return { answer, shown: await text(output) }
}

describe('askHidden', () => {
  it.each([
    { keys: 'hunter22\r', answer: 'hunter22' },
    { keys: 'hunter23\x7f2\r', answer: 'hunter22' },
    { keys: '密码\r', answer: '密码' },
    { keys: '\r', answer: '' },
  ])('returns what is typed with $keys without showing it', async ({ keys, answer }) => {
    expect(await atTerminal(keys)).toStrictEqual({
      answer: { status: 'fulfilled', value: answer },
      shown: 'password: \n',
    })
  })

  it.each([
    { key: 'Ctrl-C', keys: 'hunter22\x03' },
    { key: 'Ctrl-D', keys: '\x04' },
  ])('rejects with CancelledError on $key', async ({ keys }) => {
    expect(await atTerminal(keys)).toStrictEqual({
      answer: { status: 'rejected', reason: new CancelledError('cancelled') },
      shown: 'password: \n',
    })
  })
})

describe('readPiped', () => {
  it.each([
    { piped: ['hunter22\n'], secret: 'hunter22' },
    { piped: ['hunter22\r\n'], secret: 'hunter22' },
    { piped: ['hun', 'ter22'], secret: 'hunter22' },
    { piped: [' hunter22 \n\n'], secret: ' hunter22 \n' },
    { piped: [], secret: '' },
  ])('returns $piped without its last line break', async ({ piped, secret }) => {
    expect(await readPiped(Readable.from(piped))).toBe(secret)
  })
})
