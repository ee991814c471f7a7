import { spawnSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from './helpers/temporaryFolder'

const ROOT = join(__dirname, '..')

/** Files that the import rules forbid, each with what it imports. */
const FORBIDDEN = {
  'cloudfunctions/bindAccount/index.ts': '../openapi/apis/index',
  'cloudfunctions/openapi/cloud/d.ts': '../https/e',
  'cloudfunctions/openapi/codes/p.ts': '../apis/index',
  'cloudfunctions/openapi/errors/b.ts': '../params/c',
  'cloudfunctions/openapi/https/e.ts': '../cloud/f',
  'cloudfunctions/openapi/names/a.ts': '../apis/index',
  'cloudfunctions/openapi/names/g.ts': '../../../scripts/emulator/state/h',
  'cloudfunctions/openapi/params/c.ts': 'wx-server-sdk',
  'scripts/commands/call/q.ts': '../start/r',
  'scripts/emulator/routes/j.ts': './k',
  'scripts/emulator/service/i.ts': '../routes/j',
  'scripts/emulator/state/h.ts': '../service/i',
  'scripts/emulator/system/s.ts': '../../commands/t',
  'scripts/package/u.ts': '../development/v',
}

/** Folders that import each other, through different files. */
const CIRCLE = { 'scripts/development/bench/w.ts': '../soak/x', 'scripts/development/soak/y.ts': '../bench/z' }

/** Files that the import rules allow. The first is part of a cycle that is reported at its other end. */
const ALLOWED = {
  'scripts/emulator/routes/k.ts': './j',
  'scripts/emulator/routes/m.ts': '../state/n',
  'scripts/emulator/state/n.ts': '../../../cloudfunctions/openapi/https/o',
  'cloudfunctions/openapi/apis/index.ts': '../names/l',
  'cloudfunctions/openapi/cloud/sdk.ts': 'wx-server-sdk',
}
const LEAVES = [
  ...['cloud/f', 'names/l', 'https/o'].map((file) => `cloudfunctions/openapi/${file}`),
  ...['commands/start/r', 'commands/t', 'development/v', 'development/soak/x', 'development/bench/z'].map(
    (it) => `scripts/${it}`,
  ),
]

describe('the import rules', () => {
  const folder = temporaryFolder()

  it('forbid imports of a higher layer, between cloud and https or two commands, in a cycle of files or folders, and of the SDK outside cloud/sdk.ts', () => {
    const importing = Object.entries({ ...FORBIDDEN, ...ALLOWED, ...CIRCLE }).map(([file, what]) => [
      file,
      `import '${what}'\n`,
    ])
    const leaves = LEAVES.map((file) => [`${file}.ts`, 'export {}\n'])
    const cwd = folder.write({ ...Object.fromEntries([...importing, ...leaves]), 'tsconfig.json': '{}' })
    symlinkSync(join(ROOT, 'node_modules'), folder.path('node_modules'))

    const depcruise = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
    const args = ['cloudfunctions', 'scripts', '--config', join(ROOT, '.dependency-cruiser.cjs'), '-T', 'json']
    const { stdout } = spawnSync(process.execPath, [depcruise, ...args], { cwd, encoding: 'utf8' })

    const { violations }: { violations: { from: string; to: string }[] } = JSON.parse(stdout).summary
    const files = violations.map(({ from }) => from).filter((from) => from.endsWith('.ts'))
    expect([...new Set(files)].sort()).toStrictEqual(Object.keys(FORBIDDEN))
    expect(violations).toContainEqual(
      expect.objectContaining({ from: 'scripts/development/bench', to: 'scripts/development/soak' }),
    )
  })
})
