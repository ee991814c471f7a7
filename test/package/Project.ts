import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'

/** What came of a command. */
export interface Outcome {
  code: number | null
  out: string
  err: string
}

/** Somebody's project, in a folder of its own. */
export class Project {
  readonly dir = mkdtempSync(join(tmpdir(), 'wx-logistics-project-'))

  constructor() {
    this.write({ 'package.json': '{ "private": true }' })
  }

  path(...names: string[]): string {
    return join(this.dir, ...names)
  }

  /** Writes files by their paths in the folder. */
  write(files: Record<string, string>): void {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(this.path(name)), { recursive: true })
      writeFileSync(this.path(name), content)
    }
  }

  /** Installs packages; npm's cache first, no script of theirs is run. */
  async install(...packages: string[]): Promise<void> {
    const options = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund']
    const { code, err } = await run('npm', ['install', ...options, ...packages], this.dir)
    if (code !== 0) throw new Error(err)
  }

  /** Runs a program of Node's with arguments. */
  node(...args: string[]): Promise<Outcome> {
    return run(process.execPath, args, this.dir)
  }

  /** Runs a command of a package that is installed. */
  bin(name: string, ...args: string[]): Promise<Outcome> {
    return run(this.path('node_modules/.bin', name), args, this.dir)
  }

  remove(): void {
    rmSync(this.dir, { recursive: true })
  }
}

/** Runs a command to its end, with the variables of a shell in which nobody has set anything for it. */
export async function run(command: string, args: readonly string[], cwd: string): Promise<Outcome> {
  const { PATH, HOME } = process.env
  const child = spawn(command, args, {
    cwd,
    env: { PATH, HOME, CI: '1', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const code = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await code, out, err }
}
