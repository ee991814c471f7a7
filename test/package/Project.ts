import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'

/** The result of a command. */
export interface Outcome {
  code: number | null
  out: string
  err: string
}

/** A user's project, in a temporary folder. */
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

  /** Installs packages, from npm's cache if possible, without running their scripts. */
  async install(...packages: string[]): Promise<void> {
    const options = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund']
    const { code, err } = await run('npm', ['install', ...options, ...packages], this.dir)
    if (code !== 0) throw new Error(err)
  }

  /** Runs a Node program with arguments. */
  node(...args: string[]): Promise<Outcome> {
    return run(process.execPath, args, this.dir)
  }

  /** Runs a command of an installed package. */
  bin(name: string, ...args: string[]): Promise<Outcome> {
    return run(this.path('node_modules/.bin', name), args, this.dir)
  }

  remove(): void {
    rmSync(this.dir, { recursive: true })
  }
}

/** Runs a command to its end, without the variables of the user's shell. */
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
