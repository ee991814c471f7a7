import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { allCodes, meaningOf } from '../../../cloudfunctions/openapi/apis/meaningOf'
import { httpsCodes } from '../../../cloudfunctions/openapi/codes/https'
import { ROOT } from '../build/bundle'

const NAME = 'miniprogram/useLocalWeChat'

/**
 * Returns the files for mini programs to copy, as readable JavaScript with types.
 *
 * @returns the files by name
 */
export function miniprogramFiles(): Record<string, string> {
  const source = readFileSync(join(ROOT, `scripts/package/${NAME}.ts`), 'utf8')
  const compilerOptions = { target: ts.ScriptTarget.ES2017, module: ts.ModuleKind.CommonJS }
  return {
    [`${NAME}.js`]: ts.transpileModule(source, { compilerOptions }).outputText,
    [`${NAME}.d.ts`]: ts.transpileDeclaration(source, { compilerOptions }).outputText,
    'miniprogram/meaningOf.js': meanings(),
    'miniprogram/meaningOf.d.ts': `${COMMENT}export declare function meaningOf(errCode: number): Meaning
interface Meaning {
  meaning: Message
  cause?: Message
  next?: Message
  /** The call may have taken effect although it failed. */
  outcomeUnknown?: true
}
interface Message {
  en: string
  zh: string
}
export {}
`,
  }
}

const COMMENT = `/**
 * What an errCode of a function, or of wx.cloud.callFunction in its place, means, what usually causes it and what to do.
 * A file of wx-logistics to copy beside app.js:
 *
 *     const { meaningOf } = require('./meaningOf.js')
 *     const { meaning, cause, next } = meaningOf(result.errCode)
 */
`

/** Writes the registry's codes as data, because its code would not run in a mini program. */
function meanings(): string {
  const known = Object.keys(allCodes).filter((errCode) => !Object.hasOwn(httpsCodes, errCode))
  const all = Object.fromEntries(known.map((errCode) => [errCode, meaningOf(Number(errCode))]))
  return `${COMMENT}exports.meaningOf = (errCode) => meanings[errCode] || undocumented

const undocumented = ${JSON.stringify(meaningOf(Number.NaN), undefined, 2)}

const meanings = ${JSON.stringify(all, undefined, 2)}
`
}
