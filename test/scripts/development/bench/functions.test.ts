import { join } from 'node:path'
import { bytesIn, packagesOf } from '../../../../scripts/development/bench/functions'
import { temporaryFolder } from '../../../helpers/temporaryFolder'

describe('packagesOf and bytesIn', () => {
  const folder = temporaryFolder()

  it('counts a package and each dependency once, in any folder where they are installed', () => {
    const root = folder.write({
      'node_modules/a/package.json': '{"dependencies":{"b":"1","c":"1"}}',
      'node_modules/a/lib/index.js': '12345',
      'node_modules/a/node_modules/c/package.json': '{"dependencies":{"b":"1","optional":"1"}}',
      'node_modules/b/package.json': '{}',
      'node_modules/c/package.json': '{"not":"this one"}',
      'node_modules/unrelated/package.json': '{}',
    })
    const [a, c, b] = ['{"dependencies":{"b":"1","c":"1"}}', '{"dependencies":{"b":"1","optional":"1"}}', '{}']
    const packages = packagesOf('a', join(root, 'scripts'))
    expect({ packages: packages.size, bytes: bytesIn(packages) }).toEqual({
      packages: 3,
      bytes: a.length + '12345'.length + c.length + b.length,
    })
  })
})
