import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as ts from 'typescript'
import { apis } from '../../../../cloudfunctions/openapi/apis'
import { allCodes, meaningOf } from '../../../../cloudfunctions/openapi/apis/meaningOf'
import { deliveryResultCodes } from '../../../../cloudfunctions/openapi/codes/deliveryResult'
import { localMeaningOf } from '../../../../scripts/emulator/functions/advice'
import { withLocalWeChat } from '../../../helpers/withLocalWeChat'
import { sampleParcel } from '../service/sampleParcel'

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

describe('localMeaningOf', () => {
  it.each([
    [40125, 'the mini program has another secret in the fixtures', '初始数据里该小程序的 secret 不同'],
    [40097, 'the note of the API call says which', '见接口调用的说明'],
    [-504002, 'the errMsg says why', '原因见 errMsg'],
  ])('names the one cause that %i has here, and gives no advice for production', (errCode, en, zh) => {
    const { meaning } = meaningOf(errCode)
    expect(localMeaningOf(errCode)).toEqual({ meaning, cause: { en, zh } })
  })

  it('says how to find out what happened after a time limit', () => {
    expect(localMeaningOf(-504003, 'logistics.bindAccount')).toMatchObject({
      cause: { en: 'the time limit: timeout in config.json, or --time-limit' },
      outcomeUnknown: true,
      next: apis['logistics.bindAccount'].ifResponseLost,
    })
  })

  it('returns the usual cause of other codes', () => {
    expect(localMeaningOf(9300529)).toEqual(meaningOf(9300529))
  })
})

describe('a call that the local WeChat refuses', () => {
  const log: string[] = []
  const wechat = withLocalWeChat({ log: (line) => log.push(line) })
  const post = async (path: string, body: object) =>
    wechat.https('POST', `/cgi-bin/express/business/${path}?access_token=${await wechat.token()}`, JSON.stringify(body))
  const bind = { type: 'bind', biz_id: '123456', delivery_id: 'YUNDA', password: '123456789123456789' }

  it.each([
    ['account/bind', { ...bind, type: undefined }, 40097, 'parameter.type is missing', '参数 type 缺失'],
    [
      'account/bind',
      { ...bind, delivery_id: 'EMS' },
      40097,
      'parameter.remark_content is missing',
      '参数 remark_content 缺失',
    ],
    [
      'account/bind',
      { ...bind, delivery_id: 'SF', password: '' },
      40097,
      'parameter.password is missing',
      '参数 password 缺失',
    ],
    [
      'account/bind',
      { ...bind, biz_id: 'SF_CASH' },
      40097,
      'this account needs no binding: use it in addOrder',
      '该账号无需绑定，下单时直接使用',
    ],
    [
      'account/bind',
      { ...bind, password: 'wrong' },
      9300531,
      'the customer has another password in the fixtures',
      '初始数据里该客户的密码不同',
    ],
    [
      'quota/get',
      { delivery_id: 'SF', biz_id: '1' },
      40097,
      'this courier keeps no balance',
      '该快递公司没有电子面单余额',
    ],
    ['order/batchget', { order_list: [] }, 40097, 'parameter.order_list is empty', '参数 order_list 为空'],
    ['printer/update', { update_type: 'bind' }, 40003, 'parameter.openid is missing', '参数 openid 缺失'],
  ])('at %s names its cause in the log and on the page: %j, %i', async (path, body, errcode, en, zh) => {
    log.length = 0
    expect(await post(path, body)).toMatchObject({ errcode })
    expect(log.at(-1)?.endsWith(` ${en}`)).toBe(true)
    expect((await wechat.control('GET', 'calls')).body.at(-1)).toMatchObject({ errcode, note: { en, zh } })
  })

  it('names the reason of the courier', async () => {
    const { receiver } = sampleParcel
    const order = {
      ...sampleParcel,
      biz_id: 'SF_CASH',
      delivery_id: 'SF',
      service: { service_type: 0, service_name: '标准快递' },
    }
    await post('order/add', { ...order, receiver: { ...receiver, address: '' } })
    expect(log.at(-1)).toMatch(/ 9300501 .* delivery_resultcode 20004: 收件人信息不完整$/)
  })
})
