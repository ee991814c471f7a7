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

/** The result of a command. Linux keeps only the last eight bits of its exit code. */
export interface Outcome {
  code: number | null
  out: string
  err: string
}

/** A running command, and its output until now. */
export interface Started {
  ended: Promise<Outcome>
  /** Waits until the output matches, and returns the match. */
  until(pattern: RegExp): Promise<RegExpExecArray>
  /** Presses Ctrl-C in its console. */
  ctrlC(): void
  /** Kills only this process, like Windows' Task Manager. */
  kill(): void
}

/**
 * A simulated Windows: a folder that wine uses as a drive, with Node for Windows and npm in the layout of Node's
 * installer. Some names contain a space and Chinese characters, as users' names do.
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
    // wine 8, of Debian 12, reports Windows 7, which Node does not support.
    spawnSync('wine', ['winecfg', '/v', 'win10'], { env: this.env, stdio: 'ignore' })
  }

  /** Returns the Linux path of a file in its folder. */
  path(...names: string[]): string {
    return join(this.dir, ...names)
  }

  /** Returns the Windows path of a Linux path. */
  name(path: string): string {
    return `Z:${path.replaceAll('/', '\\')}`
  }

  /** Runs a command to its end. */
  run(command: readonly string[], cwd: string, env?: NodeJS.ProcessEnv): Promise<Outcome> {
    return this.start(command, cwd, env).ended
  }

  /** Starts a command. Its output goes to files, because programs in wine lose output to a pipe. */
  start(command: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Started {
    const [out, err] = [this.outputFile(), this.outputFile()]
    const files = [out, err].map((path) => openSync(path, 'w'))
    const child = spawn('wine', command, { cwd, env: { ...this.env, ...env }, stdio: ['ignore', ...files] })
    for (const file of files) closeSync(file)
    return this.started(child, out, err)
  }

  /** Starts a command in a console. wine turns a Linux terminal into one. `out` contains all its output. */
  startAtConsole(command: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Started {
    const out = this.outputFile()
    // Without exec, Ctrl-C would stop the shell too.
    const line = `exec wine ${command.map((it) => `'${it}'`).join(' ')}`
    const child = spawn('script', ['--quiet', '--flush', '--return', '--command', line, out], {
      cwd,
      env: { ...this.env, ...env, SHELL: '/bin/sh', TERM: 'xterm' },
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    return this.started(child, out)
  }

  /** Returns the command lines of the processes in its folder. */
  running(): string[] {
    return readdirSync('/proc')
      .filter((pid) => /^\d+$/.test(pid))
      .map(commandLine)
      .filter((line) => line.includes(this.name(this.dir)))
  }

  /** Kills the started commands that are still running. */
  killAll(): void {
    for (const child of this.children.splice(0)) child.kill('SIGKILL')
  }

  /** Stops all processes of this Windows, and removes its folder. */
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
    const output = () => textOf(out)
    const ended = once(child, 'exit').then(([code]) => ({ code, out: output(), err: err ? textOf(err) : '' }))
    return {
      ended,
      async until(pattern) {
        for (;;) {
          const found = pattern.exec(output())
          if (found) return found
          if (child.exitCode !== null || child.signalCode)
            throw new Error(`it exited with ${JSON.stringify(await ended)}`)
          await wait(50)
        }
      },
      ctrlC: () => child.stdin?.write('\x03'),
      kill: () => child.kill('SIGKILL'),
    }
  }
}

/** @throws Error if wine is not installed */
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
