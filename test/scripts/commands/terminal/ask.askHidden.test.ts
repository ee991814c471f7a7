import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { MessageError } from '../../../../cloudfunctions/openapi/messages/Message'
import { askHidden } from '../../../../scripts/commands/terminal/ask'

/** A terminal with simulated key presses, which records its output. */
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
  ])('is cancelled by $key', async ({ keys }) => {
    expect(await atTerminal(keys)).toStrictEqual({
      answer: { status: 'rejected', reason: new MessageError({ en: 'cancelled', zh: '已取消' }) },
      shown: 'password: \n',
    })
  })
})
