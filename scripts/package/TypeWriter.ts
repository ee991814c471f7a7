import ts from 'typescript'
import type { Text } from '../../cloudfunctions/openapi/codes/Code'

const FORMAT = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseSingleQuotesForStringLiteralType

/** Writes types as plain properties with their comments, as a person would who has no library to derive them. */
export class TypeWriter {
  /** The interfaces that the written types refer to, each with the path of its module. */
  readonly interfaces = new Map<string, string>()

  constructor(private readonly checker: ts.TypeChecker) {}

  /** Returns what a module exports, by name. */
  exportsOf(module: ts.SourceFile): ReadonlyMap<string, ts.Symbol> {
    const symbol = this.checker.getSymbolAtLocation(module)
    return new Map((symbol ? this.checker.getExportsOfModule(symbol) : []).map((it) => [it.name, it]))
  }

  /**
   * Writes out the type of a name. Interfaces stay names.
   *
   * @param texts descriptions of its properties by path, instead of the comments in the source
   */
  write(symbol: ts.Symbol, texts: ReadonlyMap<string, Text> = new Map()): string {
    return this.text(this.checker.getDeclaredTypeOfSymbol(symbol), { indent: '', path: '', texts })
  }

  /** Returns the documentation of a name as a comment with its tags; '' if it has none. */
  comment(symbol: ts.Symbol | undefined, indent = '', more: readonly string[] = []): string {
    if (!symbol) return ''
    const tags = symbol.getJsDocTags(this.checker)
    const lines = [
      ts.displayPartsToString(symbol.getDocumentationComment(this.checker)),
      ...more,
      ...tags.map(
        ({ name, text }) => `@${name}${name === 'example' ? '\n' : ' '}${ts.displayPartsToString(text).trim()}`,
      ),
    ]
    return commentOf(lines.filter(Boolean), indent)
  }

  private text(type: ts.Type, at: Place): string {
    if (type.isUnion() && type.types.some((it) => this.isPlain(it) || this.checker.isArrayType(it))) {
      return type.types.map((it) => this.text(it, at)).join(' | ')
    }
    const item = this.checker.isArrayType(type) ? type.getNumberIndexType() : undefined
    if (item) return item.isUnion() ? `(${this.text(item, at)})[]` : `${this.text(item, at)}[]`
    if (type.isClassOrInterface()) this.note(type.symbol)
    if (!this.isPlain(type)) return this.checker.typeToString(type, undefined, FORMAT)
    const inner = { ...at, indent: `${at.indent}  ` }
    const properties = type.getProperties().map((property) => this.property(property, inner))
    return properties.length === 0 ? 'Record<never, never>' : `{\n${properties.join('')}${at.indent}}`
  }

  private property(symbol: ts.Symbol, { indent, path: within, texts }: Place): string {
    const path = within ? `${within}.${symbol.name}` : symbol.name
    const name = /^\w+$/.test(symbol.name) ? symbol.name : `'${symbol.name}'`
    const optional = symbol.flags & ts.SymbolFlags.Optional ? '?' : ''
    const described = texts.get(path)
    const comment = described ? commentOf([described.en, described.zh], indent) : this.comment(symbol, indent)
    const text = this.text(this.checker.getTypeOfSymbol(symbol), { indent, path, texts })
    return `${comment}${indent}${name}${optional}: ${text}\n`
  }

  private note({ name, declarations = [] }: ts.Symbol): void {
    for (const declaration of declarations) this.interfaces.set(name, declaration.getSourceFile().fileName)
  }

  /** Tells whether a type is an object with properties and without a name. */
  private isPlain(type: ts.Type): boolean {
    if (type.isIntersection()) return type.types.every((it) => this.isPlain(it))
    if (!(type.flags & ts.TypeFlags.Object) || type.isClassOrInterface()) return false
    return !this.checker.isArrayType(type) && !this.checker.isTupleType(type) && type.getCallSignatures().length === 0
  }
}

interface Place {
  indent: string
  /** Of the property whose type is written: `cargo.detailList`. */
  path: string
  texts: ReadonlyMap<string, Text>
}

/** Makes a doc comment; an empty line follows each text, so that editors show them as paragraphs. */
function commentOf(texts: readonly string[], indent: string): string {
  if (texts.length === 0) return ''
  const lines = texts.join('\n\n').replaceAll('*/', '*\\/').split('\n')
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join('\n')}\n${indent} */\n`
}
