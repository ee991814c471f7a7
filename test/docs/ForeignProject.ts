import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../helpers/freePort'
import type { Block } from './blocks'

/** How long a command of a page may take, in milliseconds. */
const COMMAND_MS = 120_000
/** The line with which a command that runs until Ctrl-C says that it is ready. */
const READY = /ready at|listening/
/** The port of a page's own server. */
const SERVER_PORT = /(?<=127\.0\.0\.1(:|", )|port: )300[01]\b/g
/** What differs from run to run: ids, times, durations, random ports and numbers of waybills. */
const VARIES =
  /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{8}(-[0-9a-f]{8}){2}|\d{4}-\d\d-\d\dT[\d:.]+Z|\b\d\d:\d\d:\d\d\b|\b[12]\d{9}\b|\b[A-Z]{2,5}\d{9,13}\b|\d+(\.\d+)? ?(ms|MB|kB)\b/g

/** Runs the blocks of a page, as a reader does who types them one after the other in a project. */
export class ForeignProject {
  private readonly running: ChildProcess[] = []
  private readonly home: string
  private readonly temporary: string
  /** The TypeScript files that the page has. */
  private readonly sources: string[] = []
  /** The last command, and what it has printed. */
  private last: ChildProcess | undefined
  private output = ''
  private port = 0
  /** The ports that servers of a page get instead of the ones that it names. */
  private readonly ports = new Map<string, number>()

  /**
   * @param dir of the project
   */
  constructor(
    private readonly dir: string,
    private readonly language: 'en' | 'zh',
  ) {
    this.home = join(dir, '../home')
    this.temporary = join(dir, '../tmp')
    for (const folder of [this.home, this.temporary]) mkdirSync(folder, { recursive: true })
    // At a terminal curl shows no progress.
    writeFileSync(join(this.home, '.curlrc'), 'silent\nshow-error\n')
  }

  /** The address of the local WeChat that the project's commands start. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** @throws Error that names the block, what was run, and what it printed */
  async run(block: Block): Promise<void> {
    const { mark, file, language } = block
    this.port ||= await freePort()
    for (const name of block.code.match(SERVER_PORT) ?? [])
      if (!this.ports.has(name)) this.ports.set(name, await freePort())
    const code = block.code
      .replaceAll('127.0.0.1:8787', `127.0.0.1:${this.port}`)
      .replace(SERVER_PORT, (name) => `${this.ports.get(name)}`)
    // helpers/packed.ts has packed the package.
    if (mark.startsWith('needs ') || mark === 'repository') return
    if (mark === 'output') return this.compare(block, code)
    if (file !== undefined) return this.write(file, code)
    if (language === 'sh') return this.command(block, code)
    throw new Error(`${block.at}: a block of ${language || 'no language'} is neither a command, a file nor an output`)
  }

  /**
   * Checks the types of the page's TypeScript files.
   *
   * @param checker the folder in which the compiler and the types of the platform are installed
   * @throws Error with the compiler's messages
   */
  checkTypes(checker: string): void {
    if (this.sources.length === 0) return
    const modules = join(checker, 'node_modules')
    const options = [
      '--noEmit',
      '--strict',
      '--skipLibCheck',
      '--target',
      'es2022',
      '--module',
      'nodenext',
      '--ignoreConfig',
    ]
    const types = ['--types', 'node,jest,miniprogram-api-typings', '--typeRoots', `${modules}/@types,${modules}`]
    const tsc = join(modules, 'typescript/bin/tsc')
    const { status, stdout } = spawnSync(process.execPath, [tsc, ...options, ...types, ...this.sources], {
      cwd: this.dir,
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(stdout)
  }

  /** Returns the commands that the last command offers: lines that start with one, or end with one after a colon. */
  offered(): string[] {
    const lines = this.output.replaceAll(/\\\n */g, ' ').split('\n')
    return lines.flatMap((line) => /(?:^|[:：]) *((?:npx wx-logistics|curl) .*)$/.exec(line)?.[1] ?? [])
  }

  /** Stops the commands that still run, as Ctrl-C does. */
  async close(): Promise<void> {
    const running = this.running.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
    const exited = running.map((child) => once(child, 'exit'))
    for (const { pid } of running) if (pid !== undefined) process.kill(-pid, 'SIGINT')
    await Promise.all(exited)
  }

  private write(file: string, text: string): void {
    if (file.endsWith('.json')) JSON.parse(text)
    if (file.endsWith('.ts')) this.sources.push(file)
    const path = join(this.dir, file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }

  private async command({ at, mark }: Block, code: string): Promise<void> {
    this.output = ''
    const child = spawn('bash', ['-euo', 'pipefail', '-c', code], {
      cwd: this.dir,
      env: {
        PATH: process.env.PATH,
        HOME: this.home,
        TMPDIR: this.temporary,
        npm_config_cache: process.env.npm_config_cache ?? join(process.env.HOME ?? '', '.npm'),
        LANG: this.language === 'zh' ? 'zh_CN.UTF-8' : 'en_US.UTF-8',
        LOCAL_WECHAT_PORT: String(this.port),
        NO_COLOR: '1',
        npm_config_update_notifier: 'false',
        npm_config_prefer_offline: 'true',
        npm_config_audit: 'false',
      },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.running.push(child)
    this.last = child
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        if (this.last === child) this.output += text
      })
    }
    const exited = once(child, 'close').then(() => true)
    const until = Date.now() + COMMAND_MS
    const isReady = async () => {
      while (Date.now() < until && child.exitCode === null && child.signalCode === null) {
        if (mark.includes('background') && READY.test(this.output)) return
        await sleep(50)
      }
    }
    await Promise.race([exited, isReady()])
    if (mark.includes('background') && READY.test(this.output) && child.exitCode === null) return
    if (child.exitCode !== null) await exited
    const expected = mark.includes('fails') ? [1, 2] : [0]
    if (!expected.includes(child.exitCode ?? -1)) {
      throw new Error(`${at}: exit code ${child.exitCode}\n${code}\n${this.output}`)
    }
  }

  private compare({ at }: Block, expected: string): void {
    const plain = (text: string) =>
      text
        .replaceAll(this.dir, 'PROJECT')
        .replace(VARIES, '*')
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean)
    const printed = plain(this.output)
    const lines = plain(expected)
    // A line of dots stands for any lines, dots in a line for any characters.
    const pattern = lines.map((line) => (line === '...' ? '(.*\\n)*' : `${escaped(line)}\\n`)).join('')
    if (new RegExp(`^${pattern}$`).test(printed.map((line) => `${line}\n`).join(''))) return
    throw new Error(`${at}: the page says\n${lines.join('\n')}\n\nbut this was printed\n${printed.join('\n')}`)
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('\\.\\.\\.', '.*')
}
