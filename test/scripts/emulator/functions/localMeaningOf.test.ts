import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as ts from 'typescript'
import { allCodes } from '../../../../cloudfunctions/openapi/apis/meaningOf'
import { deliveryResultCodes } from '../../../../cloudfunctions/openapi/codes/deliveryResult'

const EMULATOR = join(__dirname, '../../../../scripts/emulator')
const FOLDERS = ['control', 'database', 'functions', 'routes', 'service', 'state']

/** Returns the numbers in a program that may be codes: five to seven digits without a separator. */
function codesIn(path: string): number[] {
  const found: number[] = []
  const visit = (node: ts.Node) => {
    if (ts.isNumericLiteral(node) && /^\d{5,7}$/.test(node.getText())) {
      const { parent } = node
      found.push(Number(ts.isPrefixUnaryExpression(parent) ? parent.getText() : node.getText()))
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true))
  return found
}

describe('the codes of the local WeChat', () => {
  it('are all explained', () => {
    const files = FOLDERS.flatMap((folder) =>
      readdirSync(join(EMULATOR, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
    ).filter((name) => name.endsWith('.ts'))
    const codes = new Set(files.flatMap((name) => codesIn(join(EMULATOR, name))))
    expect(codes).toContain(9300529)
    expect([...codes].filter((it) => !allCodes[it] && !deliveryResultCodes[it])).toEqual([])
  })
})
