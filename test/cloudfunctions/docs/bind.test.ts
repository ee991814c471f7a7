import ts from 'typescript'
import { defaultFixtures } from '../../../scripts/emulator/state/defaultFixtures'
import { bindPages } from '../../helpers/pages'

describe.each([
  ['English', bindPages.en, { franchise: 'franchise', direct: 'direct', needed: 'required', free: 'not required' }],
  ['Chinese', bindPages.zh, { franchise: '加盟', direct: '直营', needed: '必填', free: '可以不填' }],
] as const)('the page in %s', (_language, page, words) => {
  it('lists the couriers of the local WeChat, with the parameters that each requires for a bind', () => {
    const { couriers, customers } = defaultFixtures()
    const rows = couriers.map(({ delivery_id, delivery_name, can_get_quota }) => {
      const customer = customers.find((it) => it.delivery_id === delivery_id)
      return [
        delivery_id,
        delivery_name,
        can_get_quota ? words.franchise : words.direct,
        customer?.needs_password ? words.needed : words.free,
        customer?.needs_review ? words.needed : '',
      ]
    })
    const withoutReasons = page
      .table('YTO')
      .map((row) => row.map((cell, at) => (at < 3 ? cell : cell.replace(/[:：；;,，（].*$/, ''))))

    expect(withoutReasons).toEqual(rows)
  })
})

describe('the component', () => {
  it('does the same in JavaScript as in TypeScript', () => {
    const source = bindPages.zh.blockAfter('\n`bind-account/index.ts`\n')
    const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext }
    const codeOf = (text: string) => text.slice(text.indexOf('Component(')).replace(/[;\s]/g, '')

    expect(codeOf(bindPages.zh.blockAfter('\n`bind-account/index.js`\n'))).toBe(
      codeOf(ts.transpileModule(source, { compilerOptions }).outputText),
    )
  })
})
