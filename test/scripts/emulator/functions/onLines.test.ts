import { PassThrough } from 'node:stream'
import { onLines } from '../../../../scripts/emulator/functions/onLines'

/** The lines of an output that comes in these pieces. */
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
  it('gives each line, however it comes in pieces', async () => {
    expect(await linesOf('a', 'b\nc\n\n', 'd\r\n', 'e')).toEqual(['ab', 'c', '', 'd', 'e'])
  })

  it('puts characters together that are cut in two', async () => {
    const bytes = Buffer.from('中\n')
    expect(await linesOf(bytes.subarray(0, 1), bytes.subarray(1))).toEqual(['中'])
  })

  it('cuts a line that is too long, with a note, and goes on with the next', async () => {
    const long = 'x'.repeat(16 * 1024)
    expect(await linesOf(long, 'yy', `y\nnext\n`)).toEqual([`${long} ... (3 characters more)`, 'next'])
  })

  it('keeps little of a line that never ends', async () => {
    const lines = await linesOf(...Array.from({ length: 200 }, () => 'x'.repeat(10_000)))
    expect(lines).toEqual([`${'x'.repeat(16 * 1024)} ... (${2_000_000 - 16 * 1024} characters more)`])
  })

  it('lets whoever prints much wait', async () => {
    const output = new PassThrough()
    onLines(output, () => {})
    output.write(Buffer.alloc(64 * 1024, '\n'))
    await new Promise((resolve) => setImmediate(resolve))
    expect(output.isPaused()).toBe(true)
    output.destroy()
  })

  it('lets whoever prints short lines wait as long as it takes to tell them', async () => {
    const output = new PassThrough()
    const told: string[] = []
    onLines(output, (line) => told.push(line))
    output.write('\n'.repeat(10_000))
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect({ told: told.length, isPaused: output.isPaused() }).toEqual({ told: 10_000, isPaused: true })
    output.destroy()
  })
})
