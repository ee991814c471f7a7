import { Agent, request } from 'node:http'
import { toSnakeCase } from '../../cloudfunctions/openapi/names/convertCase'
import { sample } from '../helpers/withLocalWeChat'
import { withPages } from './withPages'

describe('the page under load', () => {
  const pages = withPages({
    fixtures: {
      customers: ['YUNDA', 'SF'].map((delivery_id) => ({ delivery_id, biz_id: '123456', password: sample.password })),
    },
  })

  it('stays small and responsive during 50,000 calls, some of which bind or order, with many records', async () => {
    const [accounts, orders] = [1000, 10_000].map((count) => Array.from({ length: count }, (_, nth) => `${nth}`))
    await pages.control('PUT', 'state', {
      accounts: ['123456', ...(accounts ?? [])].map((biz_id) => ({ delivery_id: 'SF', biz_id })),
      orders: orders?.map((order_id) => ({ order_id, delivery_id: 'SF', waybill_id: `SF${order_id}` })),
    })
    const { params: example } = (await pages.control('GET', 'examples/logistics.addOrder?deliveryId=SF')).body
    const page = await pages.open('calls')
    const fetched: number[] = []
    page.on('response', async (response) => {
      // The page may be closed before a response arrives.
      const body = response.url().includes('/emulator/state') && (await response.body().catch(() => undefined))
      if (body) fetched.push(body.length)
    })
    const agent = new Agent({ keepAlive: true, maxSockets: 20 })
    const send = (path: string, body?: object) =>
      new Promise<void>((resolve, reject) => {
        const json = { 'content-type': 'application/json' }
        request(`${pages.url()}${path}`, { agent, ...(body && { method: 'POST', headers: json }) }, (response) =>
          response.resume().on('end', resolve),
        )
          .on('error', reject)
          .end(body && JSON.stringify(body))
      })
    const cloudCall = (apiName: string, params: object) =>
      send('/admin', { action: 'wx.api', apiName, requestData: JSON.stringify(toSnakeCase(params)) })
    const call = (nth: number) => {
      if (nth % 25 === 0) return cloudCall('logistics.addOrder', { ...example, orderId: `new-${nth}` })
      if (nth % 25 === 1) return cloudCall('logistics.bindAccount', { ...sample, type: nth % 2 ? 'bind' : 'unbind' })
      return send(`/cgi-bin/token?nth=${nth}`)
    }
    const CALLS = 50_000
    const caller = async (first: number) => {
      for (let nth = first; nth < CALLS; nth += 20) await call(nth)
    }
    await Promise.all(Array.from({ length: 20 }, (_, first) => caller(first)))
    agent.destroy()

    await page.getByText('50000 calls, the last 200 are kept').waitFor()
    expect(await page.locator('.row').count()).toBe(200)
    await page.locator('.row').last().click()
    await page.locator('.row[aria-current=true]').waitFor()

    await page.locator('nav a[href="#orders"]').click()
    await page.getByText('100 of 12000 shown.').waitFor()
    expect(await page.locator('.row').count()).toBe(100)
    await page.locator('nav a[href="#accounts"]').click()
    await page.getByText('100 of 1002 shown.').waitFor()
    expect(await page.locator('.cell').count()).toBe(100)
    expect(fetched.length).toBeGreaterThan(5)
    expect(Math.max(...fetched)).toBeLessThan(200_000)
  }, 900_000)
})
