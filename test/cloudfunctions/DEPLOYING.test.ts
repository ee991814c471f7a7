import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createOpenApi } from '../../cloudfunctions/openapi/createOpenApi'
import { order } from '../helpers/order'
import { deployingPages } from '../helpers/pages'
import { temporaryFolder } from '../helpers/temporaryFolder'
import { withLocalWeChat } from '../helpers/withLocalWeChat'

const { en, zh } = deployingPages
const BUILT = join(__dirname, '../../dist/cloudfunctions')
const isBuilt = (name: string) => existsSync(join(BUILT, name, 'index.js'))

describe('the page on deploying', () => {
  it('has the same commands in both languages', () => {
    const commands = (text: string) => text.replace(/ +# .*$/gm, '')

    expect(zh.blocks('sh').map(commands)).toEqual(en.blocks('sh').map(commands))
  })

  it('configures functions that there are for tcb, where the build puts their code', () => {
    const { functions } = JSON.parse(en.blockAfter('`cloudbaserc.json`, where'))

    expect(functions).toEqual(
      ['bindAccount', 'getAllAccount'].map((name) => ({
        name,
        handler: 'index.main',
        runtime: expect.stringMatching(/^Nodejs(16|18|20|22|24)\./),
        timeout: 10,
        installDependency: false,
      })),
    )
    expect(isBuilt('bindAccount') && isBuilt('getAllAccount')).toBe(true)
  })

  it('gives a third-party platform the permission that the build gives the function', () => {
    const { function_name, config } = JSON.parse(en.blockAfter('with `type` 1'))

    expect(JSON.parse(config)).toEqual(JSON.parse(readFileSync(join(BUILT, function_name, 'config.json'), 'utf8')))
  })

  it('uploads what the build makes', () => {
    const uploaded = [...en.text.matchAll(/for name in (.*); do/g)].flatMap(([, names = '']) => names.split(' '))

    expect(uploaded).toEqual(['bindAccount', 'getAllAccount'])
    expect(uploaded.filter((name) => !isBuilt(name))).toEqual([])
  })
})

describe.each(Object.entries(deployingPages))(
  'the function that receives pushes, on the page in %s',
  (_language, page) => {
    const [config = ''] = /(?<=`onPath\/config\.json`[^`]*`)\{.*?\}(?=`)/.exec(page.text) ?? []
    const folder = temporaryFolder('shared')
    const wechat = withLocalWeChat(() => {
      const code = page.blockAfter('`onPath/index.js`', 'js')
      folder.write({
        'functions/onPath/index.js': code.replace("'wx-server-sdk'", JSON.stringify(require.resolve('wx-server-sdk'))),
        'functions/onPath/config.json': config,
      })
      return {
        functions: folder.path('functions'),
        fixtures: {
          miniPrograms: [{ appid: 'wx0000000000000000', secret: 'local-secret' }],
          pushes: [{ Event: 'add_express_path', function: 'onPath' }],
        },
        timeLimitMs: 20_000,
      }
    })

    it('reads the path of the parcel when WeChat pushes, and returns success', async () => {
      const { logistics } = createOpenApi({
        appid: 'wx0000000000000000',
        secret: 'local-secret',
        baseUrl: wechat.url(),
      })
      const { waybillId } = await logistics.addOrder({ ...order, bizId: 'SF_CASH', expectTime: 0 })
      const moved = { delivery_id: 'SF', waybill_id: waybillId, action_type: 100001, action_msg: '揽件成功' }
      await wechat.control('POST', 'orders', moved)
      const pushed = async () => (await wechat.control('GET', 'calls')).body.filter(({ channel }) => channel === 'push')
      while ((await pushed()).length === 0) await wait(20)

      expect(await pushed()).toMatchObject([
        { errcode: 0, note: 'answered "success"', lines: [`${order.orderId} 揽件成功`] },
      ])
    })

    it('refuses a user who calls it with a forged message', async () => {
      const forged = { MsgType: 'event', Event: 'add_express_path', DeliveryID: 'SF', WayBillId: 'SF1', OrderId: '1' }

      expect(await wechat.callFunction('onPath', forged, 'oStranger')).toMatchObject({
        result: { errCode: -401001, errMsg: 'onPath:fail only WeChat may call' },
      })
    })
  },
)
