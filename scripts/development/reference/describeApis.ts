import { join } from 'node:path'
import ts from 'typescript'
import { type ApiName, apiNames, apis } from '../../../cloudfunctions/openapi/apis'
import { paramTexts } from '../../../cloudfunctions/openapi/apis/paramTexts'
import { type DescribedParam, describeParams } from '../../../cloudfunctions/openapi/params/describeParams'
import { ROOT } from '../build/bundle'
import { bothOf } from './page'

/** A field of a result. */
export type DescribedField = Omit<DescribedParam, 'kind'> & { kind: DescribedParam['kind'] | 'balance' }

/** An API, described for people who call it. */
export interface DescribedApi {
  name: ApiName
  /** The documentation of its entry, in English and Chinese, and its tags: `@see`, `@example`. */
  about: string
  tags: string
  params: readonly DescribedParam[]
  result: readonly DescribedField[]
}

const PRIMITIVES: Readonly<Record<string, DescribedField['kind']>> = { number: 'number', Balance: 'balance' }

const FOLDER = join(ROOT, 'cloudfunctions/openapi/apis')

/**
 * Describes every API with the fields of its result, which only its type in the source knows.
 *
 * @param program one that contains the registry, if there is one already
 */
export function describeApis(program = ts.createProgram([join(FOLDER, 'index.ts')], { strict: true })): DescribedApi[] {
  const checker = program.getTypeChecker()
  const text = (symbol: ts.Symbol) => ts.displayPartsToString(symbol.getDocumentationComment(checker))

  const fieldsOf = (type: ts.Type, within: string): DescribedField[] =>
    type.getProperties().flatMap((property) => {
      const path = `${within}${property.name}`
      const of = checker.getNonNullableType(checker.getTypeOfSymbol(property))
      const item = checker.isArrayType(of) ? of.getNumberIndexType() : undefined
      const inner = item ?? of
      const isObject = (inner.flags & ts.TypeFlags.Object) !== 0
      const required = !(property.flags & ts.SymbolFlags.Optional)
      const kind = item ? 'list' : isObject ? 'object' : (PRIMITIVES[checker.typeToString(of)] ?? 'text')
      const field = { path, kind, required, description: bothOf(text(property)) }
      return [field, ...(isObject ? fieldsOf(inner, `${path}${item ? '[]' : ''}.`) : [])]
    })

  return apiNames().map((name) => {
    const method = name.slice(name.indexOf('.') + 1)
    const source = program.getSourceFile(join(FOLDER, `${method}.ts`))
    const module = source && checker.getSymbolAtLocation(source)
    const entry = module && checker.getExportsOfModule(module).find((it) => it.name === method)
    const result = entry && checker.getTypeOfSymbol(entry).getProperty('result')
    const type = result && checker.getTypeOfSymbol(result).getProperty('type')
    if (!type) throw new Error(`apis/${method}.ts has no ${method} with a result`)
    const tags = entry.getJsDocTags(checker).map((tag) => `@${tag.name}\n${ts.displayPartsToString(tag.text)}`)
    return {
      name,
      about: text(entry),
      tags: tags.join('\n\n'),
      params: describeParams(apis[name].params, paramTexts[name]),
      result: fieldsOf(checker.getNonNullableType(checker.getTypeOfSymbol(type)), ''),
    }
  })
}
