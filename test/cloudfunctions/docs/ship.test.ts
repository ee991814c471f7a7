import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from '../../helpers/Page'
import { shipPages } from '../../helpers/pages'
import { temporaryFolder } from '../../helpers/temporaryFolder'
import { withLocalWeChat } from '../../helpers/withLocalWeChat'

describe.each(Object.entries(shipPages))('a function on the page in %s', (_language, page) => {
  const folder = temporaryFolder('shared')
  const wechat = withLocalWeChat(() => {
    const sdk = JSON.stringify(require.resolve('wx-server-sdk'))
    for (const name of ['onPath', 'myPath']) {
      folder.write({
        [`functions/${name}/index.js`]: fileOn(page, `cloudfunctions/${name}/index.js`).replace("'wx-server-sdk'", sdk),
        [`functions/${name}/config.json`]: fileOn(page, `cloudfunctions/${name}/config.json`),
      })
    }
    const [, adds = ''] = /`(cloud\.database\(\).*\.add\(.*\))`/.exec(page.text) ?? []
    folder.write({
      'functions/placesOrder/index.js': `
        const cloud = require(${sdk})
        cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
        exports.main = async ({ orderId, openid, deliveryId, waybillId }) => {
          await ${adds}
        }`,
    })
    const fixtures = JSON.parse(fileOn(page, 'local-wechat.json'))
    return { functions: folder.path('functions'), fixtures, timeLimitMs: 20_000 }
  })

  describe('that receives pushes', () => {
    it('reads the path of the parcel when WeChat pushes, and returns success', async () => {
      await wechat.control('POST', 'orders', { delivery_id: 'YUNDA', order_id: 'first', action_type: 100001 })
      const pushed = async () => (await wechat.control('GET', 'calls')).body.filter(({ channel }) => channel === 'push')
      while ((await pushed()).length === 0) await wait(20)

      expect(await pushed()).toMatchObject([
        {
          errcode: 0,
          note: { en: 'answered "success"', zh: '返回 "success"' },
          lines: [expect.stringMatching(/^first ./)],
        },
      ])
    })

    it('refuses a user who calls it with a forged message', async () => {
      const forged = { MsgType: 'event', Event: 'add_express_path', DeliveryID: 'SF', WayBillId: 'SF1', OrderId: '1' }

      expect(await wechat.callFunction('onPath', forged, 'oStranger')).toMatchObject({
        result: { errCode: -401001, errMsg: 'onPath:fail only WeChat may call' },
      })
    })
  })

  describe('that shows buyers their own parcel', () => {
    const parcel = (openid: unknown, orderId = 'first') => ({
      orderId,
      openid,
      deliveryId: 'YUNDA',
      waybillId: 'YUNDA0000000001',
    })
    /** Adds a parcel as the page does. */
    const add = (parcel: object) => wechat.callFunction('placesOrder', parcel)
    beforeEach(() => wechat.control('PUT', 'database/parcels', []))

    it('returns the path', async () => {
      await add(parcel('oBuyer'))
      await wechat.control('POST', 'orders', { delivery_id: 'YUNDA', order_id: 'first', action_type: 100001 })

      expect(await wechat.callFunction('myPath', { orderId: 'first' }, 'oBuyer')).toMatchObject({
        result: { errCode: 0, errMsg: 'myPath:ok', pathItemList: [{ actionType: 100001 }] },
      })
    })

    it('returns it to a buyer whose OPENID has only digits', async () => {
      await add(parcel('1234567'))

      expect(await wechat.callFunction('myPath', { orderId: 'first' }, '1234567')).toMatchObject({
        result: { errCode: 0 },
      })
    })

    it.each([
      ['another buyer', 'oOther', { orderId: 'first' }, -401001],
      ['a buyer who names the waybill', 'oOther', { orderId: 'x', waybillId: 'YUNDA0000000001' }, -401001],
      ['a visitor who has not logged in', undefined, { orderId: 'first', openid: 'oBuyer' }, -401001],
      ['a query operator instead of a string', 'oOther', { orderId: { $ne: '' } }, -401003],
      ['an empty event', 'oBuyer', {}, -401003],
    ])('returns nothing to %s', async (_who, openid, event, errCode) => {
      await add(parcel('oBuyer'))

      expect(await wechat.callFunction('myPath', event, openid)).toMatchObject({
        result: { errCode, errMsg: expect.stringMatching(/^myPath:fail /) },
      })
    })

    it("returns WeChat's errCode without its message", async () => {
      await add({ ...parcel('oBuyer'), waybillId: 'unknown' })

      expect(await wechat.callFunction('myPath', { orderId: 'first' }, 'oBuyer')).toMatchObject({
        result: { errCode: 40199, errMsg: 'myPath:fail the path cannot be read now' },
      })
    })
  })
})

/** Returns a file from a page: the code block below the line that contains only its path. */
function fileOn(page: Page, path: string): string {
  return page.blockAfter(`\n\`${path}\`\n\n`)
}
