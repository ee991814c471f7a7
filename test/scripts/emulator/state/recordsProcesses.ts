import { type ChildProcess, spawn } from 'node:child_process'
import { RECORDS_PROGRAM } from '../../../helpers/programs'

export interface RecordsProcess {
  readonly child: ChildProcess
  /** The lines that it has printed so far. */
  readonly lines: string[]
  /** Resolves when it has printed this number of lines or has exited. */
  printed(count: number): Promise<void>
  /** Resolves when it has exited and all its output has been read. */
  readonly ended: Promise<void>
}

/** Starts processes of `recordsProgram.ts`, which wait for a line before they open the folder. Kills them after each test. */
export function recordsProcesses() {
  const started: RecordsProcess[] = []
  afterEach(async () => {
    for (const { child } of started) child.kill('SIGKILL')
    await Promise.all(started.splice(0).map((it) => it.ended))
  })
  return (what: 'hold' | 'write' | 'replace' | 'files', place: string): RecordsProcess => {
    const records = start(what, place)
    started.push(records)
    return records
  }
}

function start(what: string, place: string): RecordsProcess {
  const child = spawn(process.execPath, [RECORDS_PROGRAM, what, place], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines: string[] = []
  let rest = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const [last = '', ...whole] = (rest + text).split('\n').reverse()
    rest = last
    lines.push(...whole.reverse())
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const printed = async (count: number) => {
    let over = false
    ended.then(() => {
      over = true
    })
    while (lines.length < count && !over) await new Promise((resolve) => setTimeout(resolve, 2))
  }
  return { child, lines, printed, ended }
}
