import { readJavaScript } from '../../../../scripts/commands/doctor/readJavaScript'

const requested = (code: string) => readJavaScript(code, false).requests

describe('moduleRequests', () => {
  it.each([
    ["require('a')", false],
    ["module.exports = { a: require.resolve('a') }", false],
    ["const load = require('module').createRequire(__filename); load('a')", false],
    ["createRequire(import.meta.url)('a')", false],
    ["import a from 'a'", true],
    ["import 'a'", true],
    ["export * from 'a'", true],
    ["export { b } from 'a'", true],
    ['import(`a`)', true],
  ])('finds the module in %s', (code, isImport) => {
    expect(requested(code).filter(({ request }) => request !== 'module')).toEqual([
      { request: 'a', line: 1, isImport, isOptional: false },
    ])
  })

  it.each([
    'require(name)',
    "resolve('a')",
    "path.resolve('a')",
    "log('a')",
    "(function (require) { require('a') })(load)",
    'export const a = 1',
  ])('finds no module in %s', (code) => {
    expect(requested(code)).toEqual([])
  })

  it('knows which ones are in a try, and the line of each', () => {
    const code = "try {\n  require('a')\n} catch {\n  require('b')\n}"

    expect(requested(code)).toEqual([
      { request: 'a', line: 2, isImport: false, isOptional: true },
      { request: 'b', line: 4, isImport: false, isOptional: false },
    ])
  })
})
