import ts from 'typescript'

const FORMAT = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseSingleQuotesForStringLiteralType

/** Writes types as somebody would by hand who has no library to derive them: plain properties, with their comments. */
export class TypeWriter {
  /** The interfaces that it named, each with the path of its module. */
  readonly interfaces = new Map<string, string>()

  constructor(private readonly checker: ts.TypeChecker) {}

  /** The types that a module exports, by their names. */
  exportsOf(module: ts.SourceFile): ReadonlyMap<string, ts.Symbol> {
    const symbol = this.checker.getSymbolAtLocation(module)
    return new Map((symbol ? this.checker.getExportsOfModule(symbol) : []).map((it) => [it.name, it]))
  }

  /** The type of a name, written out, but for interfaces, which stay names. */
  write(symbol: ts.Symbol): string {
    return this.text(this.checker.getDeclaredTypeOfSymbol(symbol), '')
  }

  /** The names of the properties of a type. */
  namesIn(symbol: ts.Symbol): string[] {
    return this.checker
      .getDeclaredTypeOfSymbol(symbol)
      .getProperties()
      .map(({ name }) => name)
  }

  /** The comment of a name, as it is written above it; none gives none. */
  comment(symbol: ts.Symbol | undefined, indent = ''): string {
    const text = symbol ? ts.displayPartsToString(symbol.getDocumentationComment(this.checker)) : ''
    return text === '' ? '' : `${indent}/** ${text.replaceAll('\n', `\n${indent} * `)} */\n`
  }

  private text(type: ts.Type, indent: string): string {
    if (type.isUnion() && type.types.some((it) => this.isPlain(it))) {
      return type.types.map((it) => this.text(it, indent)).join(' | ')
    }
    const item = this.checker.isArrayType(type) ? type.getNumberIndexType() : undefined
    if (item) return item.isUnion() ? `(${this.text(item, indent)})[]` : `${this.text(item, indent)}[]`
    if (type.isClassOrInterface()) this.note(type.symbol)
    if (!this.isPlain(type)) return this.checker.typeToString(type, undefined, FORMAT)
    const properties = type.getProperties().map((property) => this.property(property, `${indent}  `))
    return properties.length === 0 ? 'Record<never, never>' : `{\n${properties.join('')}${indent}}`
  }

  private property(symbol: ts.Symbol, indent: string): string {
    const name = /^\w+$/.test(symbol.name) ? symbol.name : `'${symbol.name}'`
    const optional = symbol.flags & ts.SymbolFlags.Optional ? '?' : ''
    const text = this.text(this.checker.getTypeOfSymbol(symbol), indent)
    return `${this.comment(symbol, indent)}${indent}${name}${optional}: ${text}\n`
  }

  private note({ name, declarations = [] }: ts.Symbol): void {
    for (const declaration of declarations) this.interfaces.set(name, declaration.getSourceFile().fileName)
  }

  /** Whether it is an object with properties and no name. */
  private isPlain(type: ts.Type): boolean {
    if (type.isIntersection()) return type.types.every((it) => this.isPlain(it))
    if (!(type.flags & ts.TypeFlags.Object) || type.isClassOrInterface()) return false
    return !this.checker.isArrayType(type) && !this.checker.isTupleType(type) && type.getCallSignatures().length === 0
  }
}
