import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { generateDtsBundle } from 'dts-bundle-generator'
import ts from 'typescript'
import type * as v from 'valibot'
import { apiNames, apis } from '../../cloudfunctions/openapi/apis'
import type { Api } from '../../cloudfunctions/openapi/apis/Api'
import { paramTexts } from '../../cloudfunctions/openapi/apis/paramTexts'
import { isOptional } from '../../cloudfunctions/openapi/apis/schemas'
import type { Codes, Text } from '../../cloudfunctions/openapi/codes/Code'
import { describeParams } from '../../cloudfunctions/openapi/params/describeParams'
import { TypeWriter } from './TypeWriter'

const ENTRIES = ['index', 'local', 'miniprogram', 'library']

/** The registry, whose types derive from valibot's schemas, and the types to write for each API. */
const REGISTRY = 'cloudfunctions/openapi/apis/index.ts'
const TYPES = 'scripts/package/RegistryTypes.ts'

/**
 * Bundles the types of the package. Types that the sources derive from valibot's schemas are written out, with the
 * descriptions of parameters, so that neither a compiler nor a person needs valibot to read them.
 *
 * @param root of the project
 * @returns the files by their names
 */
export function bundleTypes(root: string): Record<string, string> {
  const declarations = join(root, 'dist/types')
  rmSync(declarations, { recursive: true, force: true })
  for (const [file, text] of Object.entries(declare(root))) {
    mkdirSync(dirname(join(declarations, file)), { recursive: true })
    writeFileSync(join(declarations, file), text)
  }
  const bundles = generateDtsBundle(
    ENTRIES.map((name) => ({
      filePath: join(declarations, `scripts/package/entries/${name}.d.ts`),
      output: { exportReferencedTypes: false, noBanner: true },
    })),
    { preferredConfigPath: join(root, 'tsconfig.json') },
  )
  return Object.fromEntries(bundles.map((text, at) => [`${ENTRIES[at]}.d.ts`, text]))
}

/** Returns the declarations of all modules that the entries import, without valibot. */
function declare(root: string): Record<string, string> {
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile).config,
    ts.sys,
    root,
    { noEmit: false, declaration: true, emitDeclarationOnly: true, types: ['node'], rootDir: root, outDir: root },
  )
  const files = [...ENTRIES.map((name) => `scripts/package/entries/${name}.ts`), TYPES].map((file) => join(root, file))
  const program = ts.createProgram(files, options)
  const writer = new TypeWriter(program.getTypeChecker())
  const declared: Record<string, string> = {}
  program.emit(undefined, (path, text, _mark, _error, [source] = []) => {
    if (!source) return
    const name = path.slice(root.length + 1)
    declared[name] = source.fileName.endsWith(REGISTRY) ? registry(root, program, writer) : plain(text, source, writer)
  })
  return declared
}

/** Writes out the types of a module's declarations that refer to valibot. */
function plain(text: string, source: ts.SourceFile, writer: TypeWriter): string {
  if (!text.includes('valibot')) return text
  const known = writer.exportsOf(source)
  return ts
    .createSourceFile('module.d.ts', text, ts.ScriptTarget.Latest, true)
    .statements.filter(ts.isTypeAliasDeclaration)
    .filter(({ type, typeParameters }) => !typeParameters && /\bv\./.test(type.getText()))
    .reverse()
    .reduce((before, { name, type }) => {
      const symbol = known.get(name.text)
      return symbol ? `${before.slice(0, type.pos)} ${writer.write(symbol)}${before.slice(type.end)}` : before
    }, text)
}

/** Declares the registry's module for readers of the package. */
function registry(root: string, program: ts.Program, writer: TypeWriter): string {
  const exportsOf = (file: string) => {
    const module = program.getSourceFile(join(root, file))
    if (!module) throw new Error(`${file} does not exist`)
    return writer.exportsOf(module)
  }
  const types = exportsOf(TYPES).get('RegistryTypes')
  if (!types) throw new Error(`${TYPES} exports no RegistryTypes`)
  const groups = new Map<string, string[]>()
  for (const name of apiNames()) {
    const { params, codes }: Api = apis[name]
    const [group = '', method = ''] = name.split('.')
    const entry = exportsOf(`${dirname(REGISTRY)}/${method}.ts`).get(method)
    const optional = Object.values<v.GenericSchema>(params.entries).every(isOptional) ? '?' : ''
    const comment = writer.comment(entry, '    ', errorsOf(codes))
    const text = `${comment}    ${method}(params${optional}: Params<'${name}'>): Promise<Result<'${name}'>>\n`
    groups.set(group, [...(groups.get(group) ?? []), text])
  }
  const all = writer.write(types, descriptions())
  const ofCloud = Object.values<Api>(apis).flatMap(({ name, cloud }) => (cloud ? [`'${name}'`] : []))
  return `${[...writer.interfaces].map(([name, path]) => `import type { ${name} } from '${importOf(root, path)}'\n`).join('')}
interface Registry ${all}
/** The dotted names of all APIs. */
export type ApiName = keyof Registry
/** The APIs that WeChat offers to cloud functions. */
export type CloudApiName = ${ofCloud.join(' | ')}
/** The parameters of an API. */
export type Params<N extends ApiName> = Registry[N]['params']
/** What a call of an API resolves to. */
export type Result<N extends ApiName> = Registry[N]['result']
/** The APIs, as \`cloud.openapi\` and createOpenApi offer them: a misspelt call or parameter does not compile. */
export interface OpenApi {
${[...groups].map(([group, methods]) => `  ${group}: {\n${methods.join('')}  }\n`).join('')}}
`
}

/** Returns the descriptions of all parameters by their paths in RegistryTypes. */
function descriptions(): ReadonlyMap<string, Text> {
  const described = apiNames().flatMap((name) =>
    describeParams(apis[name].params, paramTexts[name]).map(({ path, description }) => ({
      path: `${name}.params.${path.replaceAll('[]', '')}`,
      description,
    })),
  )
  return new Map(described.map(({ path, description }) => [path, description]))
}

function errorsOf(codes: Codes): string[] {
  const lines = Object.entries(codes).map(([errCode, { meaning }]) => `- ${errCode}: ${meaning.en} ${meaning.zh}`)
  return lines.length > 0 ? [`Errors 错误码:\n${lines.join('\n')}`] : []
}

/** Returns how the registry's module imports a file. */
function importOf(root: string, path: string): string {
  const name = relative(join(root, dirname(REGISTRY)), path)
    .replaceAll('\\', '/')
    .replace(/\.ts$/, '')
  return name.startsWith('.') ? name : `./${name}`
}
