import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deployingPages } from '../helpers/pages'

const { en, zh } = deployingPages
const BUILT = join(__dirname, '../../dist/cloudfunctions')
const isBuilt = (name: string) => existsSync(join(BUILT, name, 'index.js'))

describe('the page on deploying', () => {
  it('has the same commands in both languages', () => {
    const commands = (text: string) => text.replace(/ +# .*$/gm, '')

    expect(zh.blocks('sh').map(commands)).toEqual(en.blocks('sh').map(commands))
  })

  it('configures functions that there are for tcb, where the build puts their code', () => {
    const { functions } = JSON.parse(en.blockAfter('`cloudbaserc.json`, where'))

    expect(functions).toEqual(
      ['bindAccount', 'getAllAccount'].map((name) => ({
        name,
        handler: 'index.main',
        runtime: expect.stringMatching(/^Nodejs(16|18|20|22|24)\./),
        timeout: 10,
        installDependency: false,
      })),
    )
    expect(isBuilt('bindAccount') && isBuilt('getAllAccount')).toBe(true)
  })

  it('gives a third-party platform the permission that the build gives the function', () => {
    const { function_name, config } = JSON.parse(en.blockAfter('with `type` 1'))

    expect(JSON.parse(config)).toEqual(JSON.parse(readFileSync(join(BUILT, function_name, 'config.json'), 'utf8')))
  })

  it('uploads what the build makes', () => {
    const uploaded = [...en.text.matchAll(/for name in (.*); do/g)].flatMap(([, names = '']) => names.split(' '))

    expect(uploaded).toEqual(['bindAccount', 'getAllAccount'])
    expect(uploaded.filter((name) => !isBuilt(name))).toEqual([])
  })
})
