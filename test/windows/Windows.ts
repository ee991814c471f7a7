import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { stripVTControlCharacters } from 'node:util'

const NODE = join(__dirname, 'node_modules/node-20/bin/node.exe')

/** What came of a command. Of its exit code Linux keeps the last eight bits. */
export interface Outcome {
  code: number | null
  out: string
  err: string
}

/** A command that runs, and what it has said up to now. */
export interface Started {
  ended: Promise<Outcome>
  /** What it has said, as soon as it matches. */
  until(pattern: RegExp): Promise<RegExpExecArray>
  /** Presses Ctrl-C at its console. */
  ctrlC(): void
  /** Ends it at once, and it alone, as Windows' Task Manager does. */
  kill(): void
}

/**
 * A Windows of its own: a folder that wine takes for one, with Windows' own Node, and npm beside it as its installer lays
 * them. Its names hold a space and Chinese, as those of people do.
 */
export class Windows {
  readonly dir = makeFolder()
  readonly node = this.path('Program Files/nodejs/node.exe')
  readonly npm = this.path('Program Files/nodejs/node_modules/npm/bin/npm-cli.js')
  private readonly env: NodeJS.ProcessEnv
  private outputs = 0
  private readonly children: ChildProcess[] = []

  constructor() {
    const installed = dirname(this.node)
    mkdirSync(join(installed, 'node_modules'), { recursive: true })
    cpSync(NODE, this.node)
    const npm = join(dirname(String(process.env.npm_execpath)), '..')
    symlinkSync(npm, join(installed, 'node_modules/npm'))
    for (const name of ['npm.cmd', 'npx.cmd']) cpSync(join(npm, 'bin', name), join(installed, name))
    const { PATH, HOME, npm_config_registry } = process.env
    const { npm_config_userconfig = '', npm_config_globalconfig = '', npm_config_cache = '' } = process.env
    this.env = {
      PATH,
      HOME,
      LANG: 'C.UTF-8',
      CI: '1',
      NO_COLOR: '1',
      WINEPREFIX: this.path('prefix'),
      WINEARCH: 'win64',
      WINEDEBUG: '-all',
      WINEPATH: this.name(installed),
      XDG_RUNTIME_DIR: this.dir,
      npm_config_userconfig: this.name(npm_config_userconfig),
      npm_config_globalconfig: this.name(npm_config_globalconfig),
      npm_config_cache: this.name(npm_config_cache),
      npm_config_prefer_offline: 'true',
      npm_config_registry,
    }
    // wine 8, of Debian 12, says that it is Windows 7, on which Node does not run.
    spawnSync('wine', ['winecfg', '/v', 'win10'], { env: this.env, stdio: 'ignore' })
  }

  /** A path in its folder, as Linux calls it. */
  path(...names: string[]): string {
    return join(this.dir, ...names)
  }

  /** What Windows calls a path. */
  name(path: string): string {
    return `Z:${path.replaceAll('/', '\\')}`
  }

  /** Runs a command to its end. */
  run(command: readonly string[], cwd: string, env?: NodeJS.ProcessEnv): Promise<Outcome> {
    return this.start(command, cwd, env).ended
  }

  /** Starts a command. What it says goes to files: programs in wine lose what they say to a pipe. */
  start(command: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Started {
    const [out, err] = [this.outputFile(), this.outputFile()]
    const files = [out, err].map((path) => openSync(path, 'w'))
    const child = spawn('wine', command, { cwd, env: { ...this.env, ...env }, stdio: ['ignore', ...files] })
    for (const file of files) closeSync(file)
    return this.started(child, out, err)
  }

  /** Starts a command at a console, a terminal of Linux which wine makes one of Windows; all it says is its output. */
  startAtConsole(command: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Started {
    const out = this.outputFile()
    // Without exec a shell stands between, which Ctrl-C ends too.
    const line = `exec wine ${command.map((it) => `'${it}'`).join(' ')}`
    const child = spawn('script', ['--quiet', '--flush', '--return', '--command', line, out], {
      cwd,
      env: { ...this.env, ...env, SHELL: '/bin/sh', TERM: 'xterm' },
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    return this.started(child, out)
  }

  /** The command lines of what runs here. */
  running(): string[] {
    return readdirSync('/proc')
      .filter((pid) => /^\d+$/.test(pid))
      .map(commandLine)
      .filter((line) => line.includes(this.name(this.dir)))
  }

  /** Ends what was started and has not ended. */
  endAll(): void {
    for (const child of this.children.splice(0)) child.kill('SIGKILL')
  }

  /** Ends all that runs here, and removes it. */
  async remove(): Promise<void> {
    await once(spawn('wineserver', ['--kill', '--wait'], { env: this.env, stdio: 'ignore' }), 'exit')
    rmSync(this.dir, { recursive: true, maxRetries: 20, retryDelay: 100 })
  }

  private outputFile(): string {
    const path = this.path(`output-${this.outputs++}`)
    writeFileSync(path, '')
    return path
  }

  private started(child: ChildProcess, out: string, err?: string): Started {
    this.children.push(child)
    const said = () => textOf(out)
    const ended = once(child, 'exit').then(([code]) => ({ code, out: said(), err: err ? textOf(err) : '' }))
    return {
      ended,
      async until(pattern) {
        for (;;) {
          const found = pattern.exec(said())
          if (found) return found
          if (child.exitCode !== null || child.signalCode)
            throw new Error(`it ended with ${JSON.stringify(await ended)}`)
          await wait(50)
        }
      },
      ctrlC: () => child.stdin?.write('\x03'),
      kill: () => child.kill('SIGKILL'),
    }
  }
}

/** @throws Error where there is no wine */
function makeFolder(): string {
  if (spawnSync('wine', ['--version']).error) {
    throw new Error(
      'npm run test:windows needs wine, which runs Windows programs on Linux: apt-get install --no-install-recommends wine wine64',
    )
  }
  return mkdtempSync(join(tmpdir(), 'wx-logistics-windows-'))
}

function textOf(path: string): string {
  return stripVTControlCharacters(readFileSync(path, 'utf8')).replaceAll('\r', '')
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}
