import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

const NAME = 'miniprogram/useLocalWeChat'

/**
 * The file for mini programs to copy, as JavaScript that they run and people read, with its types.
 *
 * @param root of the project
 * @returns the files by their names
 */
export function miniprogramFiles(root: string): Record<string, string> {
  const source = readFileSync(join(root, `scripts/package/${NAME}.ts`), 'utf8')
  const compilerOptions = { target: ts.ScriptTarget.ES2017, module: ts.ModuleKind.CommonJS }
  return {
    [`${NAME}.js`]: ts.transpileModule(source, { compilerOptions }).outputText,
    [`${NAME}.d.ts`]: ts.transpileDeclaration(source, { compilerOptions }).outputText,
  }
}
