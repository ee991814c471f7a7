import { Readable } from 'node:stream'
import { readPiped } from '../../../scripts/call/readPiped'

describe('readPiped', () => {
  it.each([
    { piped: ['hunter22\n'], secret: 'hunter22' },
    { piped: ['hunter22\r\n'], secret: 'hunter22' },
    { piped: ['hun', 'ter22'], secret: 'hunter22' },
    { piped: [' hunter22 \n\n'], secret: ' hunter22 \n' },
    { piped: [], secret: '' },
  ])('gives $piped without the end of the last line', async ({ piped, secret }) => {
    expect(await readPiped(Readable.from(piped))).toBe(secret)
  })
})
