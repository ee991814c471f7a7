import { usedCollections } from '../../../../scripts/commands/terminal/usedCollections'
import { temporaryFolder } from '../../../helpers/temporaryFolder'

const folder = temporaryFolder()

describe('usedCollections', () => {
  it('finds the names in calls of collection, as strings, templates and constants of the file', () => {
    const dir = folder.write({
      'pay/index.js': [
        "const USERS = 'users'",
        'exports.main = async () => {',
        "  await db.collection('orders').where({ name: 'no' }).get()",
        '  await db.collection(`shops`).doc("no").get()',
        '  await db.collection(USERS).count()',
        '  await db.collection(unknown).count()',
        '}',
      ].join('\n'),
      'common/db.mjs': 'export const all = () => db.collection("orders").get() // db.collection("comment")',
    })
    expect(usedCollections(dir)).toEqual(['orders', 'shops', 'users'])
  })

  it('ignores collections that the functions create, tests, installed packages and files that are not JavaScript', () => {
    const use = "db.collection('no')"
    const dir = folder.write({
      'setup/index.js': "await db.createCollection('made').catch(() => {})\ndb.collection('made')",
      'setup/index.test.js': use,
      'setup/node_modules/x/index.js': use,
      'setup/broken.js': `"${use}`,
      'setup/notes.txt': use,
    })
    expect(usedCollections(dir)).toEqual([])
  })
})
