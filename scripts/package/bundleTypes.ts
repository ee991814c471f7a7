import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { generateDtsBundle } from 'dts-bundle-generator'
import ts from 'typescript'
import type * as v from 'valibot'
import { apis } from '../../cloudfunctions/openapi/apis'
import type { Api } from '../../cloudfunctions/openapi/apis/Api'
import { isOptional } from '../../cloudfunctions/openapi/apis/schemas'
import { TypeWriter } from './TypeWriter'

const ENTRIES = ['index', 'local', 'miniprogram']

/** The registry, whose types derive from valibot's schemas, and what is to be said of each API. */
const REGISTRY = 'cloudfunctions/openapi/apis/index.ts'
const TYPES = 'scripts/package/RegistryTypes.ts'

/**
 * Bundles the types of the package. What the sources derive from valibot's schemas is written out: nobody, neither a
 * compiler nor a person, needs valibot to read it.
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

/** The declarations of all that the entries reach, without valibot. */
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

/** A module's declarations with the types written out that say valibot's `v.` of themselves. */
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

/** What the registry's module declares, for readers of the package. */
function registry(root: string, program: ts.Program, writer: TypeWriter): string {
  const exportsOf = (file: string) => {
    const module = program.getSourceFile(join(root, file))
    if (!module) throw new Error(`${file} is not there`)
    return writer.exportsOf(module)
  }
  const types = exportsOf(TYPES).get('RegistryTypes')
  if (!types) throw new Error(`${TYPES} exports no RegistryTypes`)
  const groups = new Map<string, string[]>()
  for (const [name, { params }] of Object.entries(apis)) {
    const [group = '', method = ''] = name.split('.')
    const entry = exportsOf(`${dirname(REGISTRY)}/${method}.ts`).get(method)
    const mayBeLeftOut = Object.values<v.GenericSchema>(params.entries).every(isOptional)
    const given = mayBeLeftOut ? `params?: Params<'${name}'>` : `params: Params<'${name}'> | WireParams<'${name}'>`
    const text = `${writer.comment(entry, '    ')}    ${method}(${given}): Promise<Result<'${name}'>>\n`
    groups.set(group, [...(groups.get(group) ?? []), text])
  }
  const all = writer.write(types)
  const ofCloud = Object.values<Api>(apis).flatMap(({ name, cloud }) => (cloud ? [`'${name}'`] : []))
  return `${[...writer.interfaces].map(([name, path]) => `import type { ${name} } from '${importOf(root, path)}'\n`).join('')}
interface Registry ${all}
/** The dotted names of all APIs. */
export type ApiName = keyof Registry
/** Those that WeChat offers to cloud functions. */
export type CloudApiName = ${ofCloud.join(' | ')}
/** The parameters of an API under our camelCase names. */
export type Params<N extends ApiName> = Registry[N]['params']
/** The same parameters as WeChat names them. */
export type WireParams<N extends ApiName> = Registry[N]['wireParams']
/** What a call of an API resolves to. */
export type Result<N extends ApiName> = Registry[N]['result']
/** What \`cloud.openapi\` offers: a misspelt call or parameter does not compile. */
export interface OpenApi {
${[...groups].map(([group, methods]) => `  ${group}: {\n${methods.join('')}  }\n`).join('')}}
`
}

/** As the registry's module imports it. */
function importOf(root: string, path: string): string {
  const name = relative(join(root, dirname(REGISTRY)), path)
    .replaceAll('\\', '/')
    .replace(/\.ts$/, '')
  return name.startsWith('.') ? name : `./${name}`
}
