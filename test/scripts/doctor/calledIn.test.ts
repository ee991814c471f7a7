import { calledIn } from '../../../scripts/doctor/calledIn'

describe('calledIn', () => {
  it.each([
    'cloud.openapi.logistics.addOrder(order)',
    'cloud.openapi\n  ?.logistics\n  .addOrder(order)',
    'const { logistics } = cloud.openapi; logistics.addOrder(order)',
    "const { wxacode, logistics: $l } = require('wx-server-sdk').openapi\n$l.addOrder(order)",
    'const { openapi: api } = cloud; api.logistics.addOrder(order)',
    'const logistics = cloud.openapi.logistics; logistics.addOrder(order)',
    'let api; api = getCloud().openapi; api.logistics.addOrder(order)',
    'const { addOrder } = cloud.openapi.logistics',
    'const{logistics:e}=t.openapi,{addOrder:n}=e;n(r)',
    "log('https://example.com'); cloud.openapi.logistics.addOrder(order)",
    'if (/^https?:\\/\\//.test(url)) cloud.openapi.logistics.addOrder(order)',
    'text.replace(/[\'"`/*]/g, 1); cloud.openapi.logistics.addOrder(order)',
    'const half = all / 2; cloud.openapi.logistics.addOrder(order) // half of it',
  ])('sees the call in %j', (code) => {
    expect(calledIn(code)).toStrictEqual(['logistics.addOrder'])
  })

  it.each([
    '// cloud.openapi.logistics.addOrder(order)',
    '/* cloud.openapi.logistics.addOrder(order)',
    'log("it\\"s cloud.openapi.logistics.addOrder(order)")',
    'log(`\n// cloud.openapi.logistics.addOrder(order)`)',
    "const logistics = require('./logistics'); logistics.addOrder(order)",
    'const openapi = createOpenApi({ appid, secret }); openapi.logistics.addOrder(order)',
    'cloud.openapi.logistics.scatterEverything()',
    'const { logistics } = cloud.openapi; order.logistics.addOrder(order)',
  ])('sees none in %j', (code) => {
    expect(calledIn(code)).toStrictEqual([])
  })

  it.each(['`\\', "'\\", '/*', 'a', 'a.', ' ', '{', '{}=a.', '=/['])('is quick with many %j', (part) => {
    const start = performance.now()
    calledIn(part.repeat(30_000))

    expect(performance.now() - start).toBeLessThan(2000)
  })
})
