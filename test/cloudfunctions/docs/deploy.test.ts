import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deployPages } from '../../helpers/pages'

const { en } = deployPages
const BUILT = join(__dirname, '../../../dist/cloudfunctions')
const UPLOADED = ['bindAccount', 'getAllAccount']

describe('the page on deploying', () => {
  it('configures for tcb the functions that the build makes, on a Node that they accept', () => {
    const { functions } = JSON.parse(en.blockAfter('`cloudbaserc.json`\n\n'))

    expect(functions).toEqual(
      UPLOADED.map((name) => ({
        name,
        handler: 'index.main',
        runtime: expect.stringMatching(/^Nodejs(16|18|20|22|24)\./),
        timeout: 10,
        installDependency: false,
      })),
    )
    expect(UPLOADED.filter((name) => !existsSync(join(BUILT, name, 'index.js')))).toEqual([])
  })

  it('sets for a third-party platform the permission that the build gives the function', () => {
    const { function_name, config } = JSON.parse(en.blockAfter('`permission.json`\n\n'))

    expect(JSON.parse(config)).toEqual(JSON.parse(readFileSync(join(BUILT, function_name, 'config.json'), 'utf8')))
  })

  it('uploads these functions in a pipeline', () => {
    const uploaded = [...en.text.matchAll(/for name in (.*); do/g)].flatMap(([, names = '']) => names.split(' '))

    expect(uploaded).toEqual(UPLOADED)
  })
})
