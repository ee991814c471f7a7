import { symlinkSync } from 'node:fs'
import { Records } from '../../../../scripts/emulator/state/Records'
import { temporaryFolder } from '../../../helpers/temporaryFolder'
import { recordsOf } from './recordsOf'
import { recordsProcesses } from './recordsProcesses'
import { refusalOf } from './refusalOf'

const folder = temporaryFolder()
const startRecords = recordsProcesses()
const place = () => folder.path('records')
const open = () => Records.open(place(), { seed: () => recordsOf({}), log: () => {} })
const inUse = (pid: number | undefined, url = `http://127.0.0.1:${pid}`) =>
  `${place()}: in use by another local WeChat, process ${pid} at ${url}: use that one, end it, or name another folder`

describe('Records that several processes open', () => {
  it.each([2, 10])(
    'belong to one of %d processes that start at once, even through links; the others name it',
    async (count) => {
      symlinkSync(folder.path(), folder.path('parent'))
      symlinkSync(place(), folder.path('link'))
      const first = await open()
      await first.close()
      const names = [place(), folder.path('link'), folder.path('parent/records')]
      const starts = Array.from({ length: count }, (_, index) => startRecords('hold', names[index % 3] ?? place()))
      await Promise.all(starts.map((it) => it.printed(1)))
      for (const { child } of starts) child.stdin?.write('\n')
      await Promise.all(starts.map((it) => it.printed(2)))
      const [winner, ...more] = starts.filter(({ lines }) => lines[1] === 'open')
      expect(more).toEqual([])
      const losers = starts.filter((it) => it !== winner)
      const pid = winner?.child.pid
      // The address is stored a moment after the lock is taken.
      for (const { lines } of losers) {
        expect([inUse(pid), inUse(pid).replace(/ at http:[^ ]+:/, ':')]).toContain(lines[1])
      }
      expect(await refusalOf(open())).toBe(inUse(pid))
      for (const { child } of starts) child.stdin?.end()
      await Promise.all(starts.map((it) => it.ended))
      expect(losers.map(({ child }) => child.exitCode)).toEqual(losers.map(() => 1))
      expect(winner?.child.exitCode).toBe(0)
      await (await open()).close()
    },
  )

  it('stay locked after their own process tries to open them again', async () => {
    const records = await open()
    await records.heldAt('http://127.0.0.1:8787')
    await refusalOf(open())
    const other = startRecords('hold', place())
    other.child.stdin?.write('\n')
    await other.ended
    expect(other.lines).toEqual(['ready', inUse(process.pid, 'http://127.0.0.1:8787')])
    await records.close()
  })

  it('can be opened after their process was killed', async () => {
    const killed = startRecords('hold', place())
    killed.child.stdin?.write('\n')
    await killed.printed(2)
    expect(await refusalOf(open())).toBe(inUse(killed.child.pid))
    killed.child.kill('SIGKILL')
    await killed.ended
    await (await open()).close()
  })
})
