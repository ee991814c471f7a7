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
  'scripts/emulator/routes/j.ts': './k',
  'scripts/emulator/service/i.ts': '../routes/j',
  'scripts/emulator/state/h.ts': '../service/i',
}

/** Files that the import rules allow. The first is part of a cycle that is reported at its other end. */
const ALLOWED = {
  'scripts/emulator/routes/k.ts': './j',
  'scripts/emulator/routes/m.ts': '../state/n',
  'scripts/emulator/state/n.ts': '../../../cloudfunctions/openapi/https/o',
  'cloudfunctions/openapi/apis/index.ts': '../names/l',
  'cloudfunctions/openapi/cloud/sdk.ts': 'wx-server-sdk',
}
const LEAVES = ['cloud/f.ts', 'names/l.ts', 'https/o.ts'].map((file) => `cloudfunctions/openapi/${file}`)

describe('the import rules', () => {
  const folder = temporaryFolder()

  it('forbid imports of a higher layer, between cloud and https, in a cycle, and of the SDK outside cloud/sdk.ts', () => {
    const importing = Object.entries({ ...FORBIDDEN, ...ALLOWED }).map(([file, what]) => [file, `import '${what}'\n`])
    const leaves = LEAVES.map((file) => [file, 'export {}\n'])
    const cwd = folder.write({ ...Object.fromEntries([...importing, ...leaves]), 'tsconfig.json': '{}' })
    symlinkSync(join(ROOT, 'node_modules'), folder.path('node_modules'))

    const depcruise = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
    const args = ['cloudfunctions', 'scripts', '--config', join(ROOT, '.dependency-cruiser.cjs'), '-T', 'json']
    const { stdout } = spawnSync(process.execPath, [depcruise, ...args], { cwd, encoding: 'utf8' })

    const { violations }: { violations: { from: string }[] } = JSON.parse(stdout).summary
    expect([...new Set(violations.map(({ from }) => from))].sort()).toStrictEqual(Object.keys(FORBIDDEN))
  })
})
