import { join } from 'node:path'
import ts from 'typescript'

const ROOT = join(__dirname, '..')

/** A project that has `strict` and nothing of this one's stricter options. */
const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.Node20,
  resolveJsonModule: true,
  esModuleInterop: true,
  types: ['node'],
}

describe('the sources', () => {
  it('compile in a project that is strict and nothing more', () => {
    const files = [
      'cloudfunctions/bindAccount/index.ts',
      'cloudfunctions/openapi/https/createOpenApi.ts',
      'cloudfunctions/openapi/cloud/wx-server-sdk.d.ts',
      'scripts/emulator/createLocalWeChat.ts',
    ].map((file) => join(ROOT, file))
    const program = ts.createProgram(files, options)

    const complaints = ts
      .getPreEmitDiagnostics(program)
      .map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`)

    expect(complaints).toStrictEqual([])
  })
})
