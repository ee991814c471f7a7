import { Writable } from 'node:stream'
import { boundedLog } from '../../../scripts/start/logs'

/** A log whose reader stands still until it is told to go on. */
function slowlyRead() {
  const read: string[] = []
  let goOn = () => {}
  const output = new Writable({
    decodeStrings: false,
    write(chunk: string, _encoding, done) {
      read.push(chunk)
      goOn = done
    },
    writev(chunks, done) {
      read.push(...chunks.map(({ chunk }) => chunk))
      done()
    },
  })
  const log = boundedLog(output, (line) => output.write(line))
  return { log, read, goOn: () => goOn() }
}

const LONG = 'x'.repeat(300_000)

describe('boundedLog', () => {
  it('prints lines while they are read', () => {
    const { log, read, goOn } = slowlyRead()
    log('one')
    goOn()
    log('two')
    expect(read).toEqual(['one', 'two'])
  })

  it('leaves out lines while too much output waits, and prints their number', async () => {
    const { log, read, goOn } = slowlyRead()
    for (const line of [LONG, LONG, LONG, LONG, 'left out', 'left out too']) log(line)
    goOn()
    await new Promise((resolve) => setImmediate(resolve))
    log('seen again')
    goOn()
    await new Promise((resolve) => setImmediate(resolve))
    expect(read).toEqual([
      ...[LONG, LONG, LONG, LONG],
      '... (2 lines were left out: this log is read too slowly 日志读取过慢，已省略 2 行)',
      'seen again',
    ])
  })
})
