import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { Writable } from 'node:stream'
import { sayIn } from '../../../../scripts/commands/terminal/language'
import { boundedLog, openLog } from '../../../../scripts/commands/terminal/logs'
import { temporaryFolder } from '../../../helpers/temporaryFolder'

/** An output whose reader pauses until it is resumed. */
function slowlyRead() {
  const read: string[] = []
  let resume = () => {}
  const output = new Writable({
    decodeStrings: false,
    write(chunk: string, _encoding, done) {
      read.push(chunk)
      resume = done
    },
    writev(chunks, done) {
      read.push(...chunks.map(({ chunk }) => chunk))
      done()
    },
  })
  const log = boundedLog(output, (line) => output.write(line), sayIn(['--lang', 'zh'], {}))
  return { log, read, resume: () => resume() }
}

const LONG = 'x'.repeat(300_000)

describe('boundedLog', () => {
  it('prints lines while they are read', () => {
    const { log, read, resume } = slowlyRead()
    log('one')
    resume()
    log('two')
    expect(read).toEqual(['one', 'two'])
  })

  it('leaves out lines while too much output waits, and prints their number', async () => {
    const { log, read, resume } = slowlyRead()
    for (const line of [LONG, LONG, LONG, LONG, 'left out', 'left out too']) log(line)
    resume()
    await new Promise((resolve) => setImmediate(resolve))
    log('seen again')
    resume()
    await new Promise((resolve) => setImmediate(resolve))
    expect(read).toEqual([...[LONG, LONG, LONG, LONG], '……（日志读取过慢，已省略 2 行）', 'seen again'])
  })
})

describe('openLog', () => {
  const folder = temporaryFolder()

  it('appends to a file that only its owner can read', () => {
    const path = folder.path('log.txt')
    writeFileSync(path, 'before\n', { mode: 0o644 })
    const log = openLog(path)
    log('one')
    log('two')
    expect(readFileSync(path, 'utf8')).toBe('before\none\ntwo\n')
    // Windows has no such modes.
    if (process.platform === 'win32') return
    expect(statSync(path).mode & 0o777).toBe(0o600)
    const mode = () => statSync('/dev/null').mode
    const before = mode()
    openLog('/dev/null')
    expect(mode()).toBe(before)
  })
})
