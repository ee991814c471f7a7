import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'acorn'
import { openapiUses } from '../../../../scripts/commands/doctor/openapiUses'
import { BUNDLED } from '../../../helpers/bundleStory'
import { isTestedSdk } from '../../../helpers/isTestedSdk'

const uses = (code: string) =>
  openapiUses(parse(code, { ecmaVersion: 'latest', sourceType: 'commonjs', ranges: true }), () => 1)

describe('openapiUses', () => {
  it.each([
    'cloud.openapi.logistics.addOrder(order)',
    'cloud.openapi\n  ?.logistics\n  .addOrder?.(order)',
    "cloud['openapi'][`logistics`]['addOrder'](order)",
    'cloud.openapi({ appid }).logistics.addOrder(order)',
    `log(\`\${cloud.openapi.logistics.addOrder(order)}\`)`,
    "if (a) /'/.test(b); cloud.openapi.logistics.addOrder(order) // it's a call",
    'const { logistics } = cloud.openapi; logistics.addOrder(order)',
    "const { wxacode, logistics: $l } = require('wx-server-sdk').openapi\n$l.addOrder(order)",
    "const { ['openapi']: { 'logistics': l = other } } = cloud; l.addOrder(order)",
    'const { openapi: api } = cloud; api.logistics.addOrder(order)',
    'const logistics = cloud.openapi.logistics; logistics.addOrder(order)',
    'let api; api = getCloud().openapi; api.logistics.addOrder(order)',
    'const send = () => api.logistics.addOrder(order); let api; api ??= cloud.openapi',
    'class Shop { constructor(cloud) { this.openapi = cloud.openapi } ship() { this.openapi.logistics.addOrder() } }',
    'const api = ready && cloud.openapi; (api || other).logistics.addOrder(order)',
    'const { addOrder } = cloud.openapi.logistics',
    'wrap(cloud.openapi.logistics.addOrder)',
    'cloud.openapi.logistics.addOrder.call(null, order)',
    'const{logistics:e}=t.openapi,{addOrder:n}=e;n(r)',
    'exports.ship = ({ openapi }, order) => openapi.logistics.addOrder(order)',
    "if (cloud.openapi && typeof cloud.openapi.logistics === 'function') cloud.openapi.logistics.addOrder(order)",
    'const openapi = createOpenApi({ cloud }); openapi.logistics.addOrder(order)',
    "exports.main = cloudFunction('logistics.addOrder', { cloud, allow })",
    'exports.main = (0, lib.cloudFunction)(`logistics.addOrder`, { cloud })',
    'const openapi = createOpenApi({ appid }); openapi.logistics.getOrder(); cloud.openapi.logistics.addOrder(order)',
  ])('finds the call in %j', (code) => {
    expect(uses(code)).toStrictEqual({ apis: ['logistics.addOrder'], unknown: [] })
  })

  it('follows the groups of a name with four parts', () => {
    const code =
      'const { sec } = cloud.openapi.wxa; sec.order.getOrder(); cloud.openapi.wxa.sec.other(); use(sec.order)'

    expect(uses(code)).toStrictEqual({
      apis: ['wxa.sec.order.getOrder', 'wxa.sec.other'],
      unknown: [{ what: 'cloud.openapi.wxa.sec.order', line: 1 }],
    })
  })

  it('finds the calls of every group', () => {
    expect(
      uses('cloud.openapi.subscribeMessage.send({}); cloud.openapi.logistics.scatterEverything()').apis,
    ).toStrictEqual(['subscribeMessage.send', 'logistics.scatterEverything'])
  })

  it.each([
    '// cloud.openapi.logistics.addOrder(order)',
    'log("it\\"s cloud.openapi.logistics.addOrder(order)")',
    'log(`\n// cloud.openapi.logistics.addOrder(order)`)',
    "const logistics = require('./logistics'); logistics.addOrder(order)",
    'const openapi = createOpenApi({ appid, secret }); openapi.logistics.addOrder(order)',
    "cloudFunction('logistics.addOrder', options)",
    'const api = (0, lib.createOpenApi)(options), openapi = api; openapi.logistics.addOrder(order)',
    'const { logistics } = cloud.openapi; order.logistics.addOrder(order)',
    'const { logistics } = cloud.openapi; function f(logistics) { return logistics.addOrder() }',
    'const { logistics } = cloud.openapi; { const logistics = {}; logistics.addOrder() }',
    'try {} catch (logistics) { logistics.addOrder() } const logistics = cloud.openapi.logistics',
    "spec.openapi === '3.1.0'",
    'spec.openapi.paths.forEach(check)',
  ])('finds no call in %j', (code) => {
    expect(uses(code)).toStrictEqual({ apis: [], unknown: [] })
  })

  it.each([
    ['cloud.openapi.logistics[name](order)', 'logistics'],
    ['const { [name]: call } = cloud.openapi.logistics', 'logistics'],
    ['const { addOrder, ...others } = cloud.openapi.logistics', 'logistics'],
    ['module.exports = cloud.openapi.logistics', 'logistics'],
    ['exports.logistics = cloud.openapi.logistics', 'logistics'],
    ['const api = () => cloud.openapi.logistics', 'logistics'],
    ['ship(cloud.openapi.logistics)', 'logistics'],
    ['const ship = (l) => l.addOrder(order); ship(cloud.openapi.logistics)', 'logistics'],
    ['for (const name in cloud.openapi.logistics) {}', 'logistics'],
    ['cloud.openapi[group].send({})', ''],
    ['module.exports = { api: cloud.openapi }', ''],
    ['const all = [cloud.openapi]', ''],
    ['exports.main = cloudFunction(name, { cloud })', ''],
    ['api = cloud.openapi; api.logistics.addOrder(order)', ''],
    ["const path = 'logistics'; const group = cloud.openapi[path]; group.addOrder()", ''],
  ])('says that the API name is unknown in %j', (code, group) => {
    expect(uses(code).unknown).toStrictEqual([{ what: ['cloud.openapi', group].filter(Boolean).join('.'), line: 1 }])
  })

  it.each(['bindAccount', 'addOrder', 'batchGetOrder'])(
    'finds only its own API in the built function %s, which contains wx-server-sdk',
    (name) => {
      expect(uses(readFileSync(join(BUNDLED, name, 'bundle.js'), 'utf8'))).toStrictEqual({
        apis: [`logistics.${name}`],
        unknown: [],
      })
    },
  )

  const SDKS = ['wx-server-sdk', 'wx-server-sdk-0.4', 'wx-server-sdk-1.8', 'wx-server-sdk-2.6', 'wx-server-sdk-3.0']

  it.each(SDKS.filter(isTestedSdk))('finds nothing in %s itself', (name) => {
    expect(uses(readFileSync(require.resolve(name), 'utf8'))).toStrictEqual({ apis: [], unknown: [] })
  })
})
