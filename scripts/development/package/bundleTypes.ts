import { join } from 'node:path'
import { inspect } from 'node:util'
import { generateDtsBundle } from 'dts-bundle-generator'
import ts from 'typescript'
import * as v from 'valibot'
import { apis } from '../../../cloudfunctions/openapi/apis'
import type { Api } from '../../../cloudfunctions/openapi/apis/Api'
import { isOptional } from '../../../cloudfunctions/openapi/apis/schemas'
import {
  type DescribedField,
  describeFields,
  describeParams,
} from '../../../cloudfunctions/openapi/params/describeParams'
import { faultsSchema } from '../../emulator/control/Faults'
import { direct, franchise } from '../../emulator/state/couriers'
import { fixturesSchema, stubsSchema } from '../../emulator/state/fixturesSchema'
import { ROOT, writeOutput } from '../build/bundle'

const ENTRIES = ['index', 'local', 'miniprogram', 'library']

/** A schema of valibot, with the parts that some have. */
interface Schema extends v.GenericSchema {
  entries?: Readonly<Record<string, Schema>>
  options?: readonly (Schema | string | number)[]
  wrapped?: Schema
  item?: Schema
  rest?: Schema
}

/** The schemas with descriptions, by the types that derive from them. */
const DESCRIBED: Readonly<Record<string, Schema>> = {
  Fault: faultsSchema,
  GivenFixtures: fixturesSchema,
  Stub: stubsSchema,
}

/** The registry, whose types derive from valibot's schemas. */
const REGISTRY = 'cloudfunctions/openapi/apis/index.ts'

/**
 * Bundles the types of the package. Types that the sources derive from valibot's schemas are written out, with the
 * descriptions of parameters, so that neither a compiler nor a person needs valibot to read them.
 *
 * @returns the files by their names
 */
export function bundleTypes(): Record<string, string> {
  const declarations = join(ROOT, 'dist/types')
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile).config,
    ts.sys,
    ROOT,
    {
      noEmit: false,
      noCheck: true,
      declaration: true,
      emitDeclarationOnly: true,
      types: ['node'],
      rootDir: ROOT,
      outDir: declarations,
    },
  )
  const paths = ENTRIES.map((name) => `scripts/package/entries/${name}`)
  const program = ts.createProgram(
    paths.map((path) => join(ROOT, `${path}.ts`)),
    options,
  )
  program.emit(undefined, (path, text, _mark, _error, [source] = []) => {
    if (!source) return
    const isRegistry = source.fileName.endsWith(REGISTRY)
    writeOutput(path, isRegistry ? registry() : withoutValibot(text, source, program.getTypeChecker()))
  })
  const bundles = generateDtsBundle(
    paths.map((path) => ({
      filePath: join(declarations, `${path}.d.ts`),
      output: { exportReferencedTypes: false, noBanner: true },
    })),
    // Without Node's types, which the bundles do not use: the generator would look for uses of each.
    { preferredConfigPath: join(__dirname, 'tsconfig.types.json') },
  )
  return Object.fromEntries(bundles.map((text, at) => [`${ENTRIES[at]}.d.ts`, text]))
}

/** Writes out the types that a module derives from valibot's schemas. */
function withoutValibot(text: string, source: ts.SourceFile, checker: ts.TypeChecker): string {
  const { NoTruncation, InTypeAlias } = ts.NodeBuilderFlags
  const derived = source.statements
    .filter(ts.isTypeAliasDeclaration)
    .filter(({ type, typeParameters }) => !typeParameters && /\bv\./.test(type.getText(source)))
  return derived.reduce((before, { name, type }) => {
    const node = checker.typeToTypeNode(checker.getTypeFromTypeNode(type), source, NoTruncation | InTypeAlias)
    if (node) describeType(node, DESCRIBED[name.text])
    const written = node ? ts.createPrinter().printNode(ts.EmitHint.Unspecified, node, source) : ''
    // Readers take a comment in the line of another field for a comment on that field.
    const lines = written.replaceAll('/** ', '\n/** ')
    return before.replace(`type ${name.text} = ${type.getText(source)};`, () => `type ${name.text} = ${lines};`)
  }, text)
}

/** Adds the descriptions of a schema to the fields of the type that derives from it. */
function describeType(node: ts.Node, schema: Schema | undefined): void {
  const entries = entriesOf(schema)
  ts.forEachChild(node, (child) => {
    const field = ts.isPropertySignature(child) && ts.isIdentifier(child.name) ? child.name.text : undefined
    const inner = field === undefined ? schema : entries[field]
    const text = inner && inner !== schema && v.getDescription(inner)
    if (text) ts.addSyntheticLeadingComment(child, ts.SyntaxKind.MultiLineCommentTrivia, `* ${text} `, true)
    describeType(child, inner)
  })
}

/** Returns the fields of an object, of the objects in a list, or of all objects of a variant. */
function entriesOf(schema: Schema | string | number | undefined): Readonly<Record<string, Schema>> {
  if (typeof schema !== 'object') return {}
  const { entries, options, wrapped, item, rest } = schema
  return entries ?? (options ? Object.assign({}, ...options.map(entriesOf)) : entriesOf(wrapped ?? item ?? rest))
}

/** Declares the registry's module for readers of the package. */
function registry(): string {
  const all = Object.values<Api>(apis)
  // Without the table of couriers, which every file of types would contain.
  const ids = [...franchise, ...direct].map(([id]) => `'${id}'`)
  const inCloud = all.filter(({ cloud }) => cloud).map(({ name }) => `'${name}'`)
  const types = all.map(({ name, params, result }) => {
    return `'${name}': { params: ${objectOf(describeParams(params))}; result: ${objectOf(describeFields(result))} }\n`
  })
  return `import type { OpenApiResult } from './Api'
type DeliveryId = ${ids.join(' | ')} | (string & {})
interface Registry {\n${types.join('')} }
type Simplified<T> = { [K in keyof T]: T[K] }
/** The dotted names of all APIs. */
export type ApiName = keyof Registry
/** The APIs that WeChat offers to cloud functions. */
export type CloudApiName = ${inCloud.join(' | ')}
/** The parameters of an API. */
export type Params<N extends ApiName> = Registry[N]['params']
/** What a call of an API resolves to. */
export type Result<N extends ApiName> = Simplified<OpenApiResult & Registry[N]['result']>
/** The APIs, as \`cloud.openapi\` and createOpenApi offer them: a misspelt call or parameter does not compile. */
export interface OpenApi {\n${groupsOf(all)} }
`
}

/** Declares APIs in the groups that their dotted names have after a prefix. */
function groupsOf(all: readonly Api[], prefix = ''): string {
  const next = ({ name }: Api) => name.slice(0, `${name}.`.indexOf('.', prefix.length))
  return [...new Set(all.map(next))]
    .map((path) => {
      const own = all.filter((api) => next(api) === path)
      const [api] = own
      if (api?.name === path) return methodOf(api)
      return `${path.slice(prefix.length)}: {\n${groupsOf(own, `${path}.`)}}\n`
    })
    .join('')
}

function methodOf({ name, about, see, params, example, codes }: Api): string {
  const errors = Object.entries(codes).map(([errCode, { meaning }]) => `- ${errCode}: ${meaning.en} ${meaning.zh}`)
  const given = Object.keys(example).length > 0 ? inspect(example, { depth: null, breakLength: 100 }) : ''
  const comment = commentOf(
    `${about.en} ${about.zh}`,
    ...(errors.length > 0 ? [`Errors 错误码:\n${errors.join('\n')}`] : []),
    `@see\n${see}`,
    `@example\nawait openapi.${name}(${given})`,
  )
  const optional = Object.values(params.entries).every(isOptional) ? '?' : ''
  return `${comment}${name.slice(name.lastIndexOf('.') + 1)}(params${optional}: Params<'${name}'>): Promise<Result<'${name}'>>\n`
}

/** Writes an object type with the descriptions of its fields. */
function objectOf(fields: readonly DescribedField[], within = ''): string {
  const own = fields.filter(({ path }) => path.startsWith(within) && !path.slice(within.length).includes('.'))
  const properties = own.map(({ path, kind, choices, required, description }) => {
    const types = {
      text: path.endsWith('deliveryId') ? 'DeliveryId' : 'string',
      number: 'number',
      boolean: 'boolean',
      balance: 'number | bigint',
      object: objectOf(fields, `${path}.`),
      list: fields.some((it) => it.path.startsWith(`${path}[].`)) ? `${objectOf(fields, `${path}[].`)}[]` : 'string[]',
    }
    const type = choices?.map((it) => JSON.stringify(it)).join(' | ') ?? types[kind]
    const name = path.slice(within.length)
    return `${commentOf(description.en, description.zh)}${name}${required ? '' : '?'}: ${type}${required ? '' : ' | undefined'}\n`
  })
  return `{\n${properties.join('')} }`
}

/** Makes a doc comment; an empty line between two texts makes them paragraphs in editors. */
function commentOf(...texts: string[]): string {
  return `/**\n * ${texts.join('\n\n').replaceAll('*/', '*\\/').replaceAll('\n', '\n * ')}\n */\n`
}
