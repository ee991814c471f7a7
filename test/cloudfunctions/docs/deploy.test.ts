import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deployPages } from '../../helpers/pages'

const { en } = deployPages
const BUILT = join(__dirname, '../../../dist/cloudfunctions')
const UPLOADED = ['bindAccount', 'getAllAccount']

describe('the page on deploying', () => {
  it('configures the built functions for tcb, with a Node version that they support', () => {
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

  it('gives a third-party platform the same permission as the built function has', () => {
    const { function_name, config } = JSON.parse(en.blockAfter('`permission.json`\n\n'))

    expect(JSON.parse(config)).toEqual(JSON.parse(readFileSync(join(BUILT, function_name, 'config.json'), 'utf8')))
  })

  it('uploads the built functions in a pipeline', () => {
    const uploaded = [...en.text.matchAll(/for name in (.*); do/g)].flatMap(([, names = '']) => names.split(' '))

    expect(uploaded).toEqual(UPLOADED)
  })
})
