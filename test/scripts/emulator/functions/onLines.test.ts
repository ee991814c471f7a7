import { PassThrough } from 'node:stream'
import { onLines } from '../../../../scripts/emulator/functions/onLines'

/** Returns the lines of an output that arrives in these chunks. */
async function linesOf(...pieces: (string | Buffer)[]): Promise<string[]> {
  const output = new PassThrough()
  const lines: string[] = []
  onLines(output, (line) => lines.push(line))
  for (const piece of pieces) output.write(piece)
  output.end()
  await new Promise((resolve) => output.once('close', resolve))
  return lines
}

describe('onLines', () => {
  it('returns complete lines from any chunks', async () => {
    expect(await linesOf('a', 'b\nc\n\n', 'd\r\n', 'e')).toEqual(['ab', 'c', '', 'd', 'e'])
  })

  it('joins characters that are split between chunks', async () => {
    const bytes = Buffer.from('中\n')
    expect(await linesOf(bytes.subarray(0, 1), bytes.subarray(1))).toEqual(['中'])
  })

  it('cuts a line that is too long, notes that, and continues with the next', async () => {
    const long = 'x'.repeat(16 * 1024)
    expect(await linesOf(long, 'yy', `y\nnext\n`)).toEqual([`${long} ... (3 characters more)`, 'next'])
  })

  it('keeps only the start of a line that never ends', async () => {
    const lines = await linesOf(...Array.from({ length: 200 }, () => 'x'.repeat(10_000)))
    expect(lines).toEqual([`${'x'.repeat(16 * 1024)} ... (${2_000_000 - 16 * 1024} characters more)`])
  })

  it('pauses output that arrives too fast', async () => {
    const output = new PassThrough()
    onLines(output, () => {})
    output.write(Buffer.alloc(64 * 1024, '\n'))
    await new Promise((resolve) => setImmediate(resolve))
    expect(output.isPaused()).toBe(true)
    output.destroy()
  })

  it('pauses output of short lines until they are logged', async () => {
    const output = new PassThrough()
    const lines: string[] = []
    onLines(output, (line) => lines.push(line))
    output.write('\n'.repeat(10_000))
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect({ count: lines.length, isPaused: output.isPaused() }).toEqual({ count: 10_000, isPaused: true })
    output.destroy()
  })
})
