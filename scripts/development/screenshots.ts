import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createOpenApi } from '../../cloudfunctions/openapi/createOpenApi'
import { createLocalWeChat } from '../emulator/createLocalWeChat'
import { callFunction } from '../package/callFunction'
import { request } from '../package/request'
import { moveOrder, setFaults, setStubs } from '../package/testApi'
import { build } from './build'
import { runProgram } from './build/bundle'
import { openBrowser } from './screenshots/openBrowser'

const FOLDER = join(__dirname, '../emulator/console/screenshots')
/** What the pictures show in each theme: the second call has the wrong password. */
const SHOWN = { light: 'overview', dark: 'calls/2' } as const

/**
 * Takes the pictures of the page that README shows, from a local WeChat with some data.
 *
 * @param to the folder to write them to
 * @param port of the local WeChat, whose address is in the pictures
 */
export async function takePictures(to: string, port: number): Promise<void> {
  const browser = await openBrowser()
  const wechat = await createLocalWeChat({ port, env: { ADMIN_OPENIDS: 'oAdmin' } })
  try {
    await fill(wechat.url)
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const locale of ['en', 'zh']) {
        const page = await browser.newPage({
          ...{ colorScheme, locale, timezoneId: 'Asia/Shanghai' },
          viewport: { width: 1280, height: 800 },
        })
        await page.goto(`${wechat.url}/#${SHOWN[colorScheme]}`)
        await page.locator('.row').first().waitFor()
        // Playwright writes no WebP, which takes a third of a PNG.
        const chromium = await page.context().newCDPSession(page)
        const { data } = await chromium.send('Page.captureScreenshot', { format: 'webp', quality: 90 })
        writeFileSync(join(to, `${colorScheme}.${locale}.webp`), data, 'base64')
      }
    }
  } finally {
    await browser.close()
    await wechat.close()
  }
}

const REMARK = '电话：13800000000 联系人：张三 服务类型：标准快递 发货地址：广州市'

/**
 * Binds accounts, ships parcels and causes some errors, so that every tab of the page has something to show.
 *
 * @param url of a local WeChat with `ADMIN_OPENIDS=oAdmin`
 */
export async function fill(url: string): Promise<void> {
  const call = (name: string, data: object, openid = 'oAdmin') => callFunction(name, data, { openid, url })
  const bind = (deliveryId: string, more: object) =>
    call('bindAccount', { type: 'bind', deliveryId, bizId: '123456', ...more })

  await bind('SF', { password: 'not-the-password' })
  for (const deliveryId of ['YUNDA', 'SF', 'ZTO']) await bind(deliveryId, { password: '123456789123456789' })
  await bind('EMS', { remarkContent: REMARK })
  await call('getAllAccount', {}, 'oVisitor')

  const example = '/emulator/examples/logistics.addOrder?deliveryId=YUNDA'
  const { params } = await request<{ params: object }>('GET', example, { url })
  for (const [nth, path] of [[100001, 200001, 300002, 300003], [100001, 200001], []].entries()) {
    const orderId = `20261125-000${nth + 1}`
    await call('addOrder', { ...params, orderId })
    for (const actionType of path) await moveOrder({ deliveryId: 'YUNDA', orderId, actionType }, { url })
  }

  await setFaults([{ api: 'logistics.getQuota', kind: 'errcode', errcode: 45009, times: 2 }], { url })
  await setStubs([{ api: 'subscribeMessage.send', answer: { errcode: 0, errmsg: 'ok' } }], { url })
  const openapi = createOpenApi({ appid: 'wx0000000000000000', secret: 'local-secret', baseUrl: url })
  await openapi.logistics.getQuota({ deliveryId: 'YUNDA', bizId: '123456' }).catch(() => {})
}

/** `npm run screenshots` */
async function screenshots(): Promise<void> {
  await build()
  await takePictures(FOLDER, 8787)
}

runProgram(module, screenshots)
