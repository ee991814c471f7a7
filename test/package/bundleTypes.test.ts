import ts from 'typescript'
import { type ApiName, apiNames, apis } from '../../cloudfunctions/openapi/apis'
import type { Api } from '../../cloudfunctions/openapi/apis/Api'
import { bundleTypes } from '../../scripts/development/package/bundleTypes'

const FOLDER = '/package'
const CHINESE = /[\u4e00-\u9fff]/

describe('the types of the package', () => {
  const files = new Map(Object.entries(bundleTypes()).map(([name, text]) => [`${FOLDER}/${name}`, text]))
  const index = `${FOLDER}/index.d.ts`

  /** Compiles files of the package and sources that import them, without writing output. */
  function compile(sources: Readonly<Record<string, string>> = {}): ts.Program {
    const known = new Map([...files, ...Object.entries(sources)])
    const options = { strict: true, noEmit: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS }
    const host = ts.createCompilerHost(options)
    const { getSourceFile, fileExists, readFile } = host
    host.fileExists = (name) => known.has(name) || fileExists(name)
    host.directoryExists = () => true
    host.readFile = (name) => known.get(name) ?? readFile(name)
    host.getSourceFile = (name, languageVersion) => {
      const text = known.get(name)
      return text === undefined
        ? getSourceFile(name, languageVersion)
        : ts.createSourceFile(name, text, languageVersion)
    }
    return ts.createProgram([index, ...Object.keys(sources)], options, host)
  }

  /** Returns the documentation of each property and method of a type, by path. */
  function documented(checker: ts.TypeChecker, type: ts.Type, path: string): { path: string; text: string }[] {
    if (type.isUnion()) return type.types.flatMap((it) => documented(checker, it, path))
    const item = checker.isArrayType(type) ? type.getNumberIndexType() : undefined
    if (item) return documented(checker, item, path)
    if (!(type.flags & ts.TypeFlags.Object)) return []
    return type.getProperties().flatMap((property) => {
      const inner = `${path}.${property.name}`
      const text = ts.displayPartsToString(property.getDocumentationComment(checker))
      return [{ path: inner, text }, ...documented(checker, checker.getTypeOfSymbol(property), inner)]
    })
  }

  const use = (type: string) => `import type { Params, Result } from './index'\nexport type Shown = ${type}\n`
  const inBothLanguages = (text: string) => CHINESE.test(text) && /[a-z]{3}/i.test(text.replace(CHINESE, ''))

  it('describe each parameter and each field of a result in English and Chinese', () => {
    const shown = apiNames().flatMap((name) => [`Params<'${name}'>`, `Result<'${name}'>`])
    const sources = Object.fromEntries(shown.map((type, at) => [`${FOLDER}/use${at}.ts`, use(type)]))
    const program = compile(sources)
    const checker = program.getTypeChecker()

    const all = shown.flatMap((type, at) => {
      const module = checker.getSymbolAtLocation(program.getSourceFile(`${FOLDER}/use${at}.ts`) ?? fail())
      const [symbol = fail()] = checker.getExportsOfModule(module ?? fail())
      return documented(checker, checker.getDeclaredTypeOfSymbol(symbol), type)
    })

    expect(all.length).toBeGreaterThan(140)
    expect(all.filter(({ text }) => !inBothLanguages(text))).toEqual([])
  })

  it('list the errors, the page and an example for each API', () => {
    const program = compile()
    const checker = program.getTypeChecker()
    const module = checker.getSymbolAtLocation(program.getSourceFile(index) ?? fail()) ?? fail()
    const openApi = checker.getExportsOfModule(module).find(({ name }) => name === 'OpenApi') ?? fail()
    const methodsOf = (type: ts.Type, prefix = ''): (readonly [name: string, method: ts.Symbol])[] =>
      type.getProperties().flatMap((it) => {
        const inner = checker.getTypeOfSymbol(it)
        const name = `${prefix}${it.name}`
        return inner.getCallSignatures().length > 0 ? [[name, it] as const] : methodsOf(inner, `${name}.`)
      })
    const described = methodsOf(checker.getDeclaredTypeOfSymbol(openApi)).map(([name, method]) => {
      const text = ts.displayPartsToString(method.getDocumentationComment(checker))
      return {
        name,
        inBoth: inBothLanguages(text.replace(/Errors[\s\S]*/, '')),
        errCodes: [...text.matchAll(/^- (-?\d+): /gm)].map(([, errCode]) => errCode),
        tags: method.getJsDocTags(checker).map(({ name }) => name),
      }
    })

    expect(described).toEqual(
      Object.values<Api>(apis).map(({ name, codes }) => ({
        name,
        inBoth: true,
        errCodes: Object.keys(codes),
        tags: ['see', 'example'],
      })),
    )
  })

  it('describe each option of the test API, and suggest couriers and APIs', () => {
    const names = [
      'Fault',
      'Stub',
      'Move',
      'Review',
      'CallOptions',
      'ResetOptions',
      'WaitOptions',
      'LocalWeChatOptions',
    ]
    const source = `import type * as local from './local'
type Given = local.GivenFixtures
type Described = Pick<Given, 'pushes' | 'stubs' | 'miniPrograms' | 'couriers' | 'customers'>
${names.map((name) => `export type ${name} = local.${name}`).join('\n')}
export type Fixtures = { [K in keyof Described]: Described[K] }
export type Couriers = [local.Move['deliveryId'], Required<Given>['customers'][number]['delivery_id'], Required<Given>['orders'][number]['delivery_id']]
export type Apis = [local.Fault['api'], local.Stub['api'], local.LoggedCall['api']]
`
    const program = compile({ [`${FOLDER}/options.ts`]: source })
    const checker = program.getTypeChecker()
    const file = program.getSourceFile(`${FOLDER}/options.ts`) ?? fail()
    const types = checker.getExportsOfModule(checker.getSymbolAtLocation(file) ?? fail())
    const typeOf = (name: string) => checker.getDeclaredTypeOfSymbol(types.find((it) => it.name === name) ?? fail())
    // The fields of orders, accounts and other lists in the fixtures are WeChat's.
    const isOurs = ({ path }: { path: string }) =>
      !/\.(fixtures|note)\.|\.(\d+|length)$|^Fixtures(\.[a-z_]+){3}$|\.members\./i.test(path)
    const all = [...names, 'Fixtures'].flatMap((name) => documented(checker, typeOf(name), name).filter(isOurs))
    const suggested = (name: string) => {
      const { typeArguments = [] } = typeOf(name) as ts.TypeReference
      return typeArguments.map(
        (it) => it.isUnion() && it.types.flatMap((each) => (each.isStringLiteral() ? each.value : [])),
      )
    }

    expect(all.length).toBeGreaterThan(70)
    expect(all.filter(({ text }) => text === '').map(({ path }) => path)).toEqual([])
    for (const ids of suggested('Couriers')) expect(ids).toEqual(expect.arrayContaining(['SF', 'YUNDA', 'EMS']))
    for (const apis of suggested('Apis')) expect(apis).toEqual(expect.arrayContaining(apiNames()))
  })

  it('contain examples that compile', () => {
    const text = files.get(index) ?? ''
    const examples = [...text.matchAll(/@example\s+\* (await openapi[\s\S]*?)\*\//g)].map(([, lines = '']) =>
      lines.replace(/^\s*\* ?/gm, ''),
    )
    const source = `import type { OpenApi } from './index'
export async function examples(openapi: OpenApi): Promise<void> {
${examples.join('\n')}
}
`
    const program = compile({ [`${FOLDER}/examples.ts`]: source })
    const errors = ts.getPreEmitDiagnostics(program, program.getSourceFile(`${FOLDER}/examples.ts`))

    expect(examples).toHaveLength(apiNames().length)
    expect(errors.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([])
  })

  it('have strings in a list of strings, and objects in a list of objects', () => {
    const source = `import type { Params, Result } from './index'
export const printers: Result<'logistics.getPrinter'>['openid'] = ['oPrinter']
export const orders: Params<'logistics.batchGetOrder'>['orderList'] = [{ orderId: '1', deliveryId: 'SF' }]
// @ts-expect-error
export const numbers: Result<'logistics.getPrinter'>['openid'] = [1]
`
    const program = compile({ [`${FOLDER}/lists.ts`]: source })
    const errors = ts.getPreEmitDiagnostics(program, program.getSourceFile(`${FOLDER}/lists.ts`))

    expect(errors.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([])
  })

  it('contain every API name of the registry', () => {
    const names: readonly ApiName[] = apiNames()

    expect(names.filter((name) => !files.get(index)?.includes(`"${name}": {`))).toEqual([])
  })
})

function fail(): never {
  throw new Error('not declared')
}
