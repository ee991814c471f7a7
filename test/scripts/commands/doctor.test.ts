import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { meaningOf } from '../../../cloudfunctions/openapi/apis/meaningOf'
import { version } from '../../../package.json'
import { doctor as runDoctor } from '../../../scripts/commands/doctor'
import { type Finding, type NamedFinding, note, right, wrong } from '../../../scripts/commands/doctor/Finding'
import { BUNDLED } from '../../helpers/bundleStory'
import { npmRun } from '../../helpers/npmRun'
import { http, rawServer } from '../../helpers/rawServer'
import { temporaryFolder } from '../../helpers/temporaryFolder'
import { sample, withLocalWeChat } from '../../helpers/withLocalWeChat'

const APP = { WX_APPID: 'wx0000000000000000', WX_SECRET: 'local-secret' }

const folder = temporaryFolder()

/** Runs `npm run doctor -- ...` in this process, in a project's folder, with only the given environment variables. */
async function doctor(args: string[], env: NodeJS.ProcessEnv = {}) {
  jest.spyOn(process, 'cwd').mockReturnValue(folder.path())
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const code = await runDoctor(args, { env: { LANG: 'en', ...env }, stdout, stderr })
  stdout.end()
  stderr.end()
  return { code, out: await text(stdout), err: await text(stderr) }
}

/** Returns the findings of the checks with these names. */
async function found(args: string[], env: NodeJS.ProcessEnv, ...checks: string[]) {
  const { code, out } = await doctor([...args, '--json'], env)
  const { findings }: { findings: NamedFinding[] } = JSON.parse(out)
  const named = findings.filter(({ check }) => checks.includes(check))
  return { code, findings: named.map(({ check: _, ...it }): Finding => it) }
}

/** A project with a built function. */
const project = (...names: string[]) => {
  for (const name of names) cpSync(join(BUNDLED, name), folder.path('cloudfunctions', name), { recursive: true })
}

describe('npm run doctor', () => {
  it('prints its findings in one language, and exits with 0 if there is no problem', async () => {
    project('bindAccount')
    folder.write({ 'cloudbaserc.json': '{ "functions": [{ "name": "bindAccount", "runtime": "Nodejs18.15" }] }' })

    expect(await doctor([])).toStrictEqual({
      code: 0,
      out: `project: ${folder.path()}
right  cloudfunctions: has the functions bindAccount
right  bindAccount/config.json: declares logistics.bindAccount
right  bindAccount: needs Node 16 or later; cloudbaserc.json chooses 18
right  no appsecret was found in the files that were read
note   WX_APPID, WX_SECRET: not set, so the mini program was not checked
       next: set both variables to check it too

right 4, wrong 0, note 1
`,
      err: '',
    })
    expect(await doctor(['--lang', 'zh'])).toStrictEqual({
      code: 0,
      out: `项目：${folder.path()}
通过  cloudfunctions：有云函数 bindAccount
通过  bindAccount/config.json：已声明 logistics.bindAccount
通过  bindAccount：需要 Node.js 16 或更高版本；cloudbaserc.json 选择的是 18
通过  读取的文件里未发现 AppSecret
提示  WX_APPID, WX_SECRET：没有设置，因此没有检查小程序
       处理方法：设置这两个环境变量后可检查小程序

通过 4，错误 0，提示 1
`,
      err: '',
    })
  })

  it('exits with 2 if the project cannot be read', async () => {
    folder.write({ 'project.config.json': '{ "cloudfunctionRoot": ' })

    expect(await doctor([])).toStrictEqual({
      code: 2,
      out: '',
      err: `error: ${folder.path('project.config.json')}:1: not valid JSON: a value is missing\n`,
    })
  })

  it('exits with 1 if there is a problem', async () => {
    folder.write({ 'cloudfunctions/readme.md': '' })

    expect(await doctor(['--json'])).toMatchObject({ code: 1, err: '' })
  })

  it('checks triggers and fixtures too', async () => {
    folder.write({
      'cloudfunctions/poll/index.js': '',
      'cloudfunctions/poll/config.json': '{ "triggers": {} }',
      'local-wechat.json': '{',
    })

    expect(await found([], {}, 'triggers', 'fixtures')).toMatchObject({
      code: 1,
      findings: [
        { what: { en: 'poll/config.json: triggers is not valid' } },
        { what: { en: 'local-wechat.json:1: not valid JSON: } is missing' } },
      ],
    })
  })

  it('runs as a command', async () => {
    const { code, out } = await npmRun('doctor', ['--json'], { INIT_CWD: folder.write({ 'a.md': '' }) }).ended

    expect({ code, checks: JSON.parse(out).findings.map(({ check }: NamedFinding) => check) }).toStrictEqual({
      code: 0,
      checks: ['cloudfunctionRoot', 'appsecret', 'accessToken'],
    })
  })

  it.each([
    ['an argument', ['hunter22'], 'error: too many arguments: 1 instead of 0\n'],
    ['an unknown option', ['--secret=hunter22'], "error: there is no option '--secret=***'\n"],
    [
      'an environment without credentials',
      ['--env', 'prod-1'],
      'error: --env calls deployed functions, which needs WX_APPID and WX_SECRET\n',
    ],
  ])('exits with 2 for %s, and does not print the value', async (_what, args, err) => {
    expect(await doctor(args)).toStrictEqual({ code: 2, out: '', err })
  })

  it('rejects a WX_API_BASE that is not https', async () => {
    expect(await doctor([], { WX_API_BASE: 'http://example.com' })).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/^error: WX_API_BASE must be https/),
    })
  })

  it('reports a WX_API_BASE that is not a URL in Chinese', async () => {
    expect(await doctor(['--lang', 'zh'], { WX_API_BASE: 'foo' })).toEqual({
      code: 2,
      out: '',
      err: '错误：WX_API_BASE 不是网址，应为 https://api.weixin.qq.com 这样的形式\n',
    })
  })

  it.each([{ WX_APPID: 'wx1' }, { WX_SECRET: 'hunter22' }])(
    'notes that one of the two variables is missing: %j',
    async (env) => {
      expect(await found([], env, 'accessToken')).toMatchObject({ code: 0, findings: [{ level: 'note' }] })
    },
  )
})

const MAY_CALL = right('logistics.*', { en: 'the mini program may call it', zh: '小程序可以调用' })

describe('npm run doctor with WX_APPID and WX_SECRET', () => {
  const wechat = withLocalWeChat({ env: { ADMIN_OPENIDS: 'oAdmin' }, timeLimitMs: 10_000 })
  const env = () => ({ ...APP, WX_API_BASE: wechat.url() })
  const fault = (api: string, errcode: number, errmsg?: string) =>
    wechat.control('PUT', 'faults', [{ api, kind: 'errcode', errcode, ...(errmsg !== undefined && { errmsg }) }])

  it('notes that no account is bound', async () => {
    expect(await found([], env(), 'accounts')).toStrictEqual({
      code: 0,
      findings: [
        MAY_CALL,
        note(
          'accounts',
          { en: 'no courier account is bound yet', zh: '还没有绑定任何快递账号' },
          {
            en: 'bind one with bindAccount, or at mp.weixin.qq.com in 物流助手',
            zh: '用 bindAccount 绑定，或在 mp.weixin.qq.com 的物流助手里绑定',
          },
        ),
      ],
    })
  })

  it('reports an account without e-waybills', async () => {
    await wechat.callFunction('bindAccount', sample)
    await wechat.control('PUT', 'stubs', [{ api: 'logistics.getQuota', answer: { quota_num: 0 } }])

    expect(await found([], env(), 'accounts')).toStrictEqual({
      code: 1,
      findings: [
        MAY_CALL,
        right('YUNDA 123456', { en: 'is bound', zh: '已绑定' }),
        wrong(
          'YUNDA 123456',
          { en: 'has no e-waybill left', zh: '电子面单余额为 0' },
          { en: 'order more from the outlet (网点)', zh: '请向快递网点充值' },
        ),
      ],
    })
  })

  it('names the address that is missing in the IP whitelist', async () => {
    await fault('stable_token', 40164, 'invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist')

    expect(await found([], env(), 'accessToken', 'accounts')).toStrictEqual({
      code: 1,
      findings: [
        {
          level: 'wrong',
          what: {
            en: expect.stringMatching(
              /^accessToken: 40164 invalid ip 203\.0\.113\.7 ipv6 ::ffff:203\.0\.113\.7, not in whitelist rid: .* \(this IP address is not on the whitelist\)$/,
            ),
            zh: expect.stringMatching(
              /^accessToken：40164 invalid ip 203\.0\.113\.7 .*（调用接口的 IP 地址不在白名单中）$/,
            ),
          },
          next: {
            en: 'add the address in the errMsg to the IP whitelist (IP白名单) of the mini program at mp.weixin.qq.com; in a cloud function, use a cloud call (cloud.openapi) instead, which needs neither whitelist nor token, or give the function a fixed public IP (固定公网 IP) and add that',
            zh: '把 errMsg 里的 IP 地址加入 mp.weixin.qq.com 的 IP 白名单；在云函数中请改用云调用（cloud.openapi），不需要白名单和 access_token，或为云函数开启固定公网 IP 并把它加入白名单',
          },
        },
      ],
    })
  })

  it('reports a wrong appsecret without printing it', async () => {
    const { code, out } = await doctor([], { ...env(), WX_SECRET: 'hunter22hunter22' })

    expect(code).toBe(1)
    expect(out).toContain('40125 invalid appsecret')
    expect(out).not.toContain('hunter22')
  })

  it.each([
    [
      48001,
      'wrong',
      'the api is not authorized',
      'verify it and open 物流助手 at mp.weixin.qq.com, use its own token, or ask for the permission set',
    ],
    [61007, 'wrong', 'the api is not granted to the third-party platform', 'ask the merchant to grant it'],
    [-1, 'note', 'system error', 'try again later'],
    [45011, 'note', 'too many calls in a minute', 'wait a minute'],
  ])('reports that the mini program cannot call the API: %d', async (errcode, level, meaning, next) => {
    await fault('logistics.getAllAccount', errcode, 'no')

    expect(await found([], env(), 'accounts')).toMatchObject({
      code: level === 'wrong' ? 1 : 0,
      findings: [
        {
          level,
          what: { en: expect.stringMatching(new RegExp(`^accounts: ${errcode} no rid: .* \\(${meaning}\\)$`)) },
          next: { en: next },
        },
      ],
    })
  })

  it('notes that WeChat cannot be reached', async () => {
    const server = await rawServer(() => {})
    server.close()

    expect(await found([], { ...APP, WX_API_BASE: server.url }, 'accessToken')).toMatchObject({
      code: 0,
      findings: [{ level: 'note', what: { en: expect.stringContaining('cannot connect to 127.0.0.1:') } }],
    })
  })

  it('never prints the appsecret or the token, even if the response contains them', async () => {
    const answers = [
      '{"access_token":"token-of-the-answer","expires_in":7200}',
      '{"errcode":48001,"errmsg":"local-secret and token-of-the-answer"}',
    ]
    const server = await rawServer((socket) => socket.end(http('200 OK', answers.shift() ?? '')))
    const { out } = await doctor(['--json'], { ...APP, WX_API_BASE: server.url })
    server.close()

    expect(out).toContain('48001 *** and ***')
    expect(out).not.toMatch(/local-secret|token-of-the-answer/)
  })
})

describe('npm run doctor of a mini program with accounts', () => {
  const wechat = withLocalWeChat({
    fixtures: {
      miniPrograms: [{ appid: APP.WX_APPID, secret: APP.WX_SECRET }],
      accounts: [
        { delivery_id: 'YUNDA', biz_id: '123456' },
        { delivery_id: 'EMS', biz_id: '123456', status_code: 1 },
        { delivery_id: 'EMS', biz_id: 'refused', status_code: 2, remark_wrong_msg: '地址不全' },
        { delivery_id: 'ZTO', biz_id: '123456', status_code: 3 },
      ],
    },
  })

  it('reports accounts that are bound, under review or refused, and their e-waybills', async () => {
    const env = { ...APP, WX_API_BASE: wechat.url() }

    expect(await found([], env, 'accessToken', 'accounts')).toStrictEqual({
      code: 1,
      findings: [
        right('wx0000000000000000', { en: 'WeChat gives an access_token here', zh: '本机能获取 access_token' }),
        MAY_CALL,
        right('YUNDA 123456', { en: 'is bound', zh: '已绑定' }),
        note(
          'EMS 123456',
          { en: 'is under review', zh: '审核中' },
          { en: 'wait for the courier, and look again', zh: '等待快递公司审核，稍后再查' },
        ),
        wrong(
          'EMS refused',
          { en: 'was refused: 地址不全', zh: '审核未通过：地址不全' },
          { en: 'bind it again with what the reason asks for', zh: '按原因修改后重新绑定' },
        ),
        right('YUNDA 123456', { en: 'has 100 e-waybills left', zh: '电子面单余额 100' }),
      ],
    })
  })
})

describe('npm run doctor of several bound accounts', () => {
  const wechat = withLocalWeChat({
    fixtures: {
      miniPrograms: [{ appid: APP.WX_APPID, secret: APP.WX_SECRET }],
      accounts: ['YUNDA', 'YTO', 'ZTO'].map((delivery_id) => ({ delivery_id, biz_id: '123456' })),
    },
  })
  const quotas = async (...faults: [errcode: number, errmsg: string][]) => {
    const oneTimeFaults = faults.map(([errcode, errmsg]) => ({ kind: 'errcode', errcode, errmsg, times: 1 }))
    await wechat.control(
      'PUT',
      'faults',
      oneTimeFaults.map((it) => ({ api: 'logistics.getQuota', ...it })),
    )
    const { code, findings } = await found([], { ...APP, WX_API_BASE: wechat.url() }, 'accounts')
    return { code, findings: findings.slice(-3) }
  }

  it('requests the quota of each account, and reports why one is unknown', async () => {
    expect(await quotas([9300502, 'Delivery side sys error'], [9300525, 'no'])).toStrictEqual({
      code: 1,
      findings: [
        {
          level: 'note',
          what: {
            en: expect.stringMatching(
              /^YUNDA 123456 getQuota: 9300502 Delivery side sys error rid: .* \(the courier's system failed\)$/,
            ),
            zh: expect.stringMatching(/^YUNDA 123456 getQuota：9300502 Delivery side .*（快递公司系统错误）$/),
          },
          next: {
            en: 'try again later; before you place an order again, check with getOrder whether it exists',
            zh: '稍后再试；重新下单之前，先用 getOrder 确认运单是否已生成',
          },
        },
        {
          level: 'wrong',
          what: {
            en: expect.stringMatching(/^YTO 123456 getQuota: 9300525 no rid: .* \(the account is not bound\)$/),
            zh: expect.stringMatching(/^YTO 123456 getQuota：9300525 no rid: .*（账号未绑定）$/),
          },
          next: { en: 'bind it first, or wait for its review', zh: '先绑定，或等待审核通过' },
        },
        right('ZTO 123456', { en: 'has 100 e-waybills left', zh: '电子面单余额 100' }),
      ],
    })
  })

  it.each([
    [45009, 'wait until tomorrow'],
    [45011, 'wait a minute'],
    [-1, 'try again later'],
  ])('notes that WeChat was busy: %d', async (errcode, next) => {
    const { code, findings } = await quotas([errcode, 'no'])

    expect({ code, levels: findings.map(({ level }) => level), next: findings[0]?.next?.en }).toStrictEqual({
      code: 0,
      levels: ['note', 'right', 'right'],
      next,
    })
  })
})

const ABOUT = right('bindAccount', {
  en: `has version ${version}, with wx-server-sdk 4.0.2 on Node ${process.versions.node}`,
  zh: `版本 ${version}，wx-server-sdk 4.0.2，Node.js ${process.versions.node}`,
})
const ADMINS = right('bindAccount', { en: 'ADMIN_OPENIDS is set', zh: '已设置 ADMIN_OPENIDS' })
const TEN_SECONDS = right('bindAccount', { en: 'has a time limit of 10 s', zh: '超时时间是 10 秒' })
const TICKET = right('bindAccount', {
  en: 'gets a ticket for cloud calls (source: wx_http)',
  zh: '获得了云调用凭证（来源：wx_http）',
})
const PERMITTED = right('bindAccount', {
  en: 'can call its API: WeChat itself responded',
  zh: '有接口权限：微信已应答',
})
const NOT_YET = {
  level: 'wrong',
  what: {
    en: expect.stringMatching(/^bindAccount: -604101 .* \(the function has no permission for the API\)$/),
    zh: expect.stringMatching(/^bindAccount：-604101 .*（云函数无此 API 权限）$/),
  },
  next: meaningOf(-604101).next,
}

describe('npm run doctor --env', () => {
  const wechat = withLocalWeChat({ env: { ADMIN_OPENIDS: 'oAdmin' }, timeLimitMs: 10_000 })
  const deployed = (url = wechat.url()) => found(['--env', 'prod-1'], { ...APP, WX_API_BASE: url }, 'deployed')

  it('finds no problem, and changes nothing', async () => {
    await wechat.callFunction('bindAccount', sample)
    const { body: before } = await wechat.control('GET', 'state')

    expect(await deployed()).toStrictEqual({ code: 0, findings: [ABOUT, ADMINS, TEN_SECONDS, TICKET, PERMITTED] })
    expect((await wechat.control('GET', 'state')).body).toEqual(before)
  })

  it('calls each function of this package that the project has, and changes nothing', async () => {
    project('addOrder', 'getAllAccount', 'verifyCloud')
    folder.write({ 'cloudfunctions/pay/index.js': 'exports.main = () => {}' })
    const { code, findings } = await deployed()

    expect({ code, found: findings.map(({ level, what }) => `${level}: ${what.en}`) }).toStrictEqual({
      code: 0,
      found: [
        expect.stringMatching(/^right: addOrder: has version /),
        'right: addOrder: ADMIN_OPENIDS is set',
        'right: addOrder: has a time limit of 10 s',
        'right: addOrder: gets a ticket for cloud calls (source: wx_http)',
        expect.stringMatching(/^right: getAllAccount: has version /),
        'right: getAllAccount: ADMIN_OPENIDS is set',
        'right: getAllAccount: has a time limit of 10 s',
        'right: getAllAccount: gets a ticket for cloud calls (source: wx_http)',
        'right: getAllAccount: can call its API: WeChat itself responded',
      ],
    })
  })

  it.each([
    [85088, 'wrong'],
    [-1, 'note'],
  ])('reports that functions cannot be called: %d', async (errcode, level) => {
    await wechat.control('PUT', 'faults', [{ api: 'invokeCloudFunction', kind: 'errcode', errcode, errmsg: 'no' }])

    expect((await deployed()).findings).toMatchObject([
      { level, what: { en: expect.stringMatching(`^bindAccount: ${errcode} no rid: `) } },
    ])
  })

  it('notes that a function did not respond', async () => {
    await wechat.control('PUT', 'faults', [{ api: 'invokeCloudFunction', kind: 'cut' }])

    expect((await deployed()).findings).toMatchObject([
      { level: 'note', what: { en: expect.stringContaining('bindAccount: -501001 ') } },
    ])
  })

  it('reports a permission that is not in effect yet', async () => {
    await wechat.control('PUT', 'faults', [{ api: 'logistics.bindAccount', kind: 'errcode', errcode: -604101 }])

    expect(await deployed()).toStrictEqual({ code: 1, findings: [ABOUT, ADMINS, TEN_SECONDS, TICKET, NOT_YET] })
  })

  it('keeps its findings if the second call has no response', async () => {
    const once = await wechat.https(
      'POST',
      `/tcb/invokecloudfunction?access_token=${await wechat.token()}&env=a&name=bindAccount`,
      '{"$doctor":true}',
    )
    const answers = [
      '{"access_token":"token","expires_in":7200}',
      '{"count":0,"list":[]}',
      '{"count":0,"data":[]}',
      JSON.stringify(once),
    ]
    const server = await rawServer((socket) => {
      const answer = answers.shift()
      if (answer === undefined) socket.destroy()
      else socket.end(http('200 OK', answer))
    })
    const { findings } = await deployed(server.url)
    server.close()

    expect(findings).toMatchObject([
      ABOUT,
      ADMINS,
      TEN_SECONDS,
      TICKET,
      {
        level: 'note',
        what: { en: expect.stringContaining('bindAccount: -501001 the connection to ') },
      },
    ])
  })

  it.each([
    [48001, 'wrong', 'bindAccount: 48001 no rid: '],
    [45009, 'note', 'bindAccount: 45009 no rid: '],
    [-604103, 'note', 'bindAccount: -604103 '],
    [-1, 'note', 'bindAccount: -1 no rid: '],
  ])('reports the code of its call: %d', async (errcode, level, en) => {
    await wechat.control('PUT', 'faults', [{ api: 'logistics.bindAccount', kind: 'errcode', errcode, errmsg: 'no' }])

    expect((await deployed()).findings.at(-1)).toMatchObject({ level, what: { en: expect.stringContaining(en) } })
  })
})

/** What another function returns instead of bindAccount. */
const answering = (result: object) => `exports.main = async () => (${JSON.stringify(result)})`
const about = (more: object) =>
  answering({
    errCode: 0,
    errMsg: 'openapi.logistics.bindAccount:ok',
    name: 'wx-logistics',
    version,
    api: 'logistics.bindAccount',
    sdk: '4.0.2',
    node: '16.13.1',
    adminOpenids: true,
    source: 'wx_http',
    ticket: true,
    timeLimitMs: 10_000,
    ...more,
  })
const FAIL = 'openapi.logistics.bindAccount:fail'

describe('npm run doctor --env of functions with problems', () => {
  const functions = temporaryFolder('shared')
  beforeAll(() => functions.write({ 'other/index.js': '' }))
  const wechat = withLocalWeChat(() => ({ functions: functions.path() }))
  const deployed = (files: Record<string, string>) => {
    functions.write(files)
    return found(['--env', 'prod-1'], { ...APP, WX_API_BASE: wechat.url() }, 'deployed')
  }
  const first = async (code: string) => (await deployed({ 'bindAccount/index.js': code })).findings[0]

  it('reports a function that is not deployed', async () => {
    expect(await deployed({})).toStrictEqual({
      code: 1,
      findings: [
        {
          level: 'wrong',
          what: {
            en: expect.stringMatching(
              /^bindAccount: -501000 FunctionName parameter could not be found rid: .* \(the function does not exist\)$/,
            ),
            zh: expect.stringMatching(/^bindAccount：-501000 FunctionName .*（云函数不存在）$/),
          },
          next: { en: 'upload it, and check name and environment', zh: '上传云函数，并核对函数名和环境 ID' },
        },
      ],
    })
  })

  it('reports that ADMIN_OPENIDS is not set, that the time limit is 3 s, and that config.json is missing', async () => {
    cpSync(join(BUNDLED, 'bindAccount'), functions.path('bindAccount'), { recursive: true })

    expect(await deployed({ 'bindAccount/config.json': '{}' })).toStrictEqual({
      code: 1,
      findings: [
        ABOUT,
        wrong(
          'bindAccount',
          { en: 'ADMIN_OPENIDS is not set, so no user can call it', zh: '没有设置 ADMIN_OPENIDS，任何用户都不能调用' },
          {
            en: "set this environment variable of the function to the OPENIDs of the shop's admins in the cloud console",
            zh: '在云开发控制台把该云函数的环境变量 ADMIN_OPENIDS 设为管理员的 OPENID',
          },
        ),
        wrong(
          'bindAccount',
          { en: 'has a time limit of 3 s: a call may take longer', zh: '超时时间是 3 秒，调用可能超时' },
          { en: 'raise it to 10 s or more in the cloud console', zh: '在云开发控制台调到 10 秒以上' },
        ),
        TICKET,
        NOT_YET,
      ],
    })
  })

  it('reports an old runtime', async () => {
    // What the entry file of the function returns on an older Node.
    const old = "Object.defineProperty(process.versions, 'node', { value: '8.9.4' })\n"
    cpSync(join(BUNDLED, 'bindAccount'), functions.path('old'), { recursive: true })

    expect(await first(`${old}module.exports = require('../old/index.js')`)).toStrictEqual(
      wrong(
        'bindAccount',
        { en: 'runs on Node 8.9.4, which is too old for it', zh: '运行在 Node.js 8.9.4 上，版本过低' },
        {
          en: 'choose Node 16 or later as its runtime; if it cannot be changed, delete the function and create it again',
          zh: '运行环境请选择 Node.js 16 或更高版本；如不能修改，请删除后重新创建',
        },
      ),
    )
  })

  it.each(['0.0.1', '99.0.0'])('reports another version than its own: %s', async (other) => {
    expect(await first(about({ version: other }))).toStrictEqual(
      wrong(
        'bindAccount',
        {
          en: `has version ${other}; this doctor has version ${version}`,
          zh: `版本 ${other}；本 doctor 版本为 ${version}`,
        },
        {
          en: 'update the older one: this package with npm, or copy the function again and upload it:',
          zh: '请更新较旧的一方：本包用 npm 更新；云函数请重新复制，然后上传：',
          code: 'npm run add -- bindAccount',
        },
      ),
    )
  })

  const ticketOf = async (more: object) =>
    (await deployed({ 'bindAccount/index.js': about(more) })).findings.slice(3, -1)

  it('reports that the function gets no ticket for cloud calls', async () => {
    expect(await ticketOf({ source: 'wx_http', ticket: false })).toStrictEqual([
      wrong(
        'bindAccount',
        {
          en: 'got no ticket for cloud calls (source: wx_http), though WeChat documents that calls from a server get one',
          zh: '没有获得云调用凭证（来源：wx_http），而微信文档说明服务端调用会获得凭证',
        },
        {
          en: 'upload the function again from the developer tools; if that does not help, call it with wx.cloud.callFunction',
          zh: '用开发者工具重新上传该云函数；如果仍然没有，请用 wx.cloud.callFunction 调用',
        },
      ),
    ])
  })

  it.each([
    ['exports.main = async () => undefined', 'undefined'],
    [answering({ hello: 'world' }), 'undefined'],
    [answering({ errCode: -401001, errMsg: `${FAIL} not by HTTP` }), `${FAIL} not by HTTP`],
  ])('notes a function that may be of the project itself: %s', async (code, message) => {
    expect(await deployed({ 'bindAccount/index.js': code })).toStrictEqual({
      code: 0,
      findings: [
        note(
          'bindAccount',
          {
            en: `does not respond like a function of wx-logistics: ${message}`,
            zh: `没有按 wx-logistics 的云函数应答：${message}`,
          },
          {
            en: 'if it should be one, upload the function bindAccount of wx-logistics',
            zh: '如果应该是，请上传 wx-logistics 的云函数 bindAccount',
          },
        ),
      ],
    })
  })

  it('reports a function that throws', async () => {
    expect(await first('exports.main = async () => { throw new Error("no way") }')).toMatchObject({
      level: 'wrong',
      what: { en: expect.stringContaining('bindAccount: -504002 Error: no way rid: ') },
      next: { en: 'look at the log of the function in the cloud console' },
    })
  })

  it.each([
    [3000, 'wrong'],
    [3100, 'right'],
  ])('reports a time limit of %d ms as %s', async (timeLimitMs, level) => {
    const { findings } = await deployed({ 'bindAccount/index.js': about({ timeLimitMs }) })

    expect(findings[2]).toMatchObject({
      level,
      what: { en: expect.stringContaining(`bindAccount: has a time limit of ${timeLimitMs / 1000} s`) },
    })
  })
})
