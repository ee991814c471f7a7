import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { version } from '../../package.json'
import { doctor as runDoctor } from '../../scripts/doctor'
import type { NamedFinding } from '../../scripts/doctor/Finding'
import { BUNDLED } from '../helpers/bundleStory'
import { npmRun } from '../helpers/npmRun'
import { http, rawServer } from '../helpers/rawServer'
import { temporaryFolder } from '../helpers/temporaryFolder'
import { sample, withLocalWeChat } from '../helpers/withLocalWeChat'

const APP = { WX_APPID: 'wx0000000000000000', WX_SECRET: 'local-secret' }
const NEVER_ARGUMENTS =
  'set the appid and the appsecret with the variables WX_APPID and WX_SECRET, never as arguments\n'

const folder = temporaryFolder()

/** `npm run doctor -- ...` in this process, in a project's folder, with nothing in the environment but what is given. */
async function doctor(args: string[], env: NodeJS.ProcessEnv = {}) {
  jest.spyOn(process, 'cwd').mockReturnValue(folder.path())
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const code = await runDoctor(args, { env: { LANG: 'en', ...env }, stdout, stderr })
  stdout.end()
  stderr.end()
  return { code, out: await text(stdout), err: await text(stderr) }
}

/** What it finds of the checks of these names. */
async function found(args: string[], env: NodeJS.ProcessEnv, ...checks: string[]) {
  const { code, out } = await doctor([...args, '--json'], env)
  const { findings }: { findings: NamedFinding[] } = JSON.parse(out)
  return { code, findings: findings.filter(({ check }) => checks.includes(check)) }
}

/** A project with a built function. */
const project = (...names: string[]) => {
  for (const name of names) cpSync(join(BUNDLED, name), folder.path('cloudfunctions', name), { recursive: true })
}

describe('npm run doctor', () => {
  it('prints its findings in one language, and exits with 0 if nothing is wrong', async () => {
    project('bindAccount')
    folder.write({ 'cloudbaserc.json': '{ "functions": [{ "name": "bindAccount", "runtime": "Nodejs18.15" }] }' })

    expect(await doctor([])).toStrictEqual({
      code: 0,
      out: `project: ${folder.path()}
right  cloudfunctions has the functions bindAccount
right  bindAccount/config.json declares logistics.bindAccount
right  bindAccount is built by wx-logistics and needs Node 16 or later; cloudbaserc.json chooses Node 18
right  no appsecret was found in the files that were read
note   the mini program was not checked
       next: set the variables WX_APPID and WX_SECRET to check the mini program too

4 right, 0 wrong, 1 note
`,
      err: '',
    })
    expect(await doctor(['--lang', 'zh'])).toStrictEqual({
      code: 0,
      out: `项目：${folder.path()}
正确   cloudfunctions 里有云函数 bindAccount
正确   bindAccount/config.json 已声明 logistics.bindAccount
正确   bindAccount 由 wx-logistics 构建，需要 Node.js 16 或更高版本；cloudbaserc.json 选择了 Node.js 18
正确   在所读的文件里没有发现 AppSecret
提示   没有检查小程序
       处理：设置环境变量 WX_APPID 和 WX_SECRET 后可检查小程序

4 项正确，0 项有误，1 项提示
`,
      err: '',
    })
  })

  it('prints its findings as JSON, and exits with 1 if something is wrong', async () => {
    folder.write({ 'project.config.json': '{ "cloudfunctionRoot": ' })
    const { code, out, err } = await doctor(['--json'])

    expect({ code, err, findings: JSON.parse(out).findings }).toStrictEqual({
      code: 1,
      err: '',
      findings: [
        {
          check: 'cloudfunctionRoot',
          level: 'wrong',
          what: {
            en: `the project cannot be read: ${folder.path('project.config.json')} cannot be read: Unexpected end of JSON input. Fix it, then run the command again.`,
            zh: `无法读取项目：无法读取 ${folder.path('project.config.json')}：Unexpected end of JSON input。请改正后重试。`,
          },
          next: { en: 'fix it', zh: '请改正' },
        },
        expect.objectContaining({ check: 'accessToken', level: 'note' }),
      ],
    })
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
        { check: 'triggers', what: { en: 'poll/config.json: triggers is not an array' } },
        { check: 'fixtures', what: { en: 'local-wechat.json:1: not valid JSON (CloseBraceExpected)' } },
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
    ['an argument', ['hunter22'], 'error: doctor takes no arguments\n'],
    ['an option that there is not', ['--secret=hunter22'], "error: unknown option '--secret=***'\n"],
    ['an appsecret for an environment', ['--env', 'a'.repeat(32)], 'error: --env must be the ID of an environment\n'],
    ['an appid for an environment', ['--env', APP.WX_APPID], 'error: --env must be the ID of an environment\n'],
    [
      'an environment without credentials',
      ['--env', 'prod-1'],
      'error: --env calls deployed functions, which needs WX_APPID and WX_SECRET\n',
    ],
  ])('exits with 2 for %s, and does not print the value', async (_what, args, message) => {
    expect(await doctor(args)).toStrictEqual({ code: 2, out: '', err: message + NEVER_ARGUMENTS })
  })

  it('rejects a WX_API_BASE that is not https', async () => {
    expect(await doctor([], { WX_API_BASE: 'http://example.com' })).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/^error: WX_API_BASE: baseUrl must be https/),
    })
  })

  it.each([
    [{ WX_APPID: 'wx1' }, 'WX_SECRET'],
    [{ WX_SECRET: 'hunter22' }, 'WX_APPID'],
  ])('reports that one of the two variables is missing: %j', async (env, missing) => {
    expect(await found([], env, 'accessToken')).toMatchObject({
      code: 1,
      findings: [{ level: 'wrong', what: { en: `${missing} is not set`, zh: `没有设置 ${missing}` } }],
    })
  })
})

describe('npm run doctor with WX_APPID and WX_SECRET', () => {
  const wechat = withLocalWeChat({ env: { ADMIN_OPENIDS: 'oAdmin' }, timeLimitMs: 10_000 })
  const env = () => ({ ...APP, WX_API_BASE: wechat.url() })
  const fault = (api: string, errcode: number, errmsg?: string) =>
    wechat.control('PUT', 'faults', [{ api, kind: 'errcode', errcode, ...(errmsg !== undefined && { errmsg }) }])

  it('notes that no account is bound', async () => {
    expect(await found([], env(), 'accounts')).toMatchObject({
      code: 0,
      findings: [{ level: 'note', what: { en: 'no courier account is bound yet', zh: '还没有绑定任何快递账号' } }],
    })
  })

  it('reports an account without e-waybills', async () => {
    await wechat.callFunction('bindAccount', sample)
    await wechat.control('PUT', 'stubs', [{ api: 'logistics.getQuota', answer: { quota_num: 0 } }])

    expect(await found([], env(), 'quotas')).toMatchObject({
      code: 1,
      findings: [
        { level: 'wrong', what: { en: 'YUNDA 123456 has no e-waybill left', zh: 'YUNDA 123456 电子面单余额为 0' } },
      ],
    })
  })

  it('names the address that is missing in the IP whitelist', async () => {
    await fault('stable_token', 40164, 'invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist')

    expect(await found([], env(), 'accessToken', 'authorisation')).toStrictEqual({
      code: 1,
      findings: [
        {
          check: 'accessToken',
          level: 'wrong',
          what: {
            en: expect.stringMatching(
              /^no access_token for wx0000000000000000: 40164 invalid ip 203\.0\.113\.7 ipv6 ::ffff:203\.0\.113\.7, not in whitelist rid: .* \(this IP address is not on the whitelist\)$/,
            ),
            zh: '未能为 wx0000000000000000 获取 access_token：40164 调用接口的 IP 地址不在白名单中',
          },
          next: {
            en: 'add 203.0.113.7 to the IP whitelist (IP白名单) of the mini program at mp.weixin.qq.com',
            zh: '把 203.0.113.7 加入 mp.weixin.qq.com 的 IP 白名单',
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
    [48001, 'wrong', 'the api is not authorized', 'verify it at mp.weixin.qq.com, or ask for the permission set'],
    [61007, 'wrong', 'the api is not granted to the third-party platform', 'ask the merchant to grant it'],
    [-1, 'note', 'system error', 'try again later'],
    [45011, 'note', 'too many calls in a minute', 'wait a minute'],
  ])('reports that the mini program cannot call the API: %d', async (errcode, level, meaning, next) => {
    await fault('logistics.getAllAccount', errcode, 'no')

    expect(await found([], env(), 'authorisation', 'accounts')).toMatchObject({
      code: level === 'wrong' ? 1 : 0,
      findings: [
        {
          check: 'authorisation',
          level,
          what: {
            en: expect.stringMatching(
              new RegExp(`^logistics\\.getAllAccount failed: ${errcode} no rid: .* \\(${meaning}\\)$`),
            ),
          },
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

  it('never prints the appsecret or the token, whatever the response is', async () => {
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

    expect(await found([], env, 'accessToken', 'authorisation', 'accounts', 'quotas')).toStrictEqual({
      code: 1,
      findings: [
        {
          check: 'accessToken',
          level: 'right',
          what: {
            en: 'WeChat gives wx0000000000000000 an access_token here',
            zh: '本机能为 wx0000000000000000 获取 access_token',
          },
        },
        {
          check: 'authorisation',
          level: 'right',
          what: { en: 'the mini program may call logistics.*', zh: '小程序可以调用 logistics.*' },
        },
        { check: 'accounts', level: 'right', what: { en: 'YUNDA 123456 is bound', zh: 'YUNDA 123456 已绑定' } },
        {
          check: 'accounts',
          level: 'note',
          what: { en: 'EMS 123456 is under review', zh: 'EMS 123456 审核中' },
          next: { en: 'wait for the courier, and look again', zh: '等待快递公司审核，稍后再查' },
        },
        {
          check: 'accounts',
          level: 'wrong',
          what: { en: 'EMS refused was refused: 地址不全', zh: 'EMS refused 审核未通过：地址不全' },
          next: { en: 'bind it again with what the reason asks for', zh: '按原因修改后重新绑定' },
        },
        { check: 'accounts', level: 'note', what: { en: 'ZTO 123456 is unbound', zh: 'ZTO 123456 已解绑' } },
        {
          check: 'quotas',
          level: 'right',
          what: { en: 'YUNDA 123456 has 100 e-waybills left', zh: 'YUNDA 123456 电子面单余额 100' },
        },
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
    const wrongs = faults.map(([errcode, errmsg]) => ({ kind: 'errcode', errcode, errmsg, times: 1 }))
    await wechat.control(
      'PUT',
      'faults',
      wrongs.map((it) => ({ api: 'logistics.getQuota', ...it })),
    )
    return found([], { ...APP, WX_API_BASE: wechat.url() }, 'quotas')
  }

  it('requests the quota of each account, and reports why one is unknown', async () => {
    expect(await quotas([9300502, 'Delivery side sys error'], [9300525, 'no'])).toStrictEqual({
      code: 1,
      findings: [
        {
          check: 'quotas',
          level: 'note',
          what: {
            en: expect.stringMatching(
              /^how many e-waybills YUNDA 123456 has left is not known: 9300502 Delivery side sys error rid: .* \(the courier's system failed\)$/,
            ),
            zh: '未能查询 YUNDA 123456 的电子面单余额：9300502 快递公司系统错误',
          },
          next: {
            en: 'try again later; before you place an order again, check with getOrder whether it exists',
            zh: '稍后再试；重新下单之前，先用 getOrder 确认运单是否已生成',
          },
        },
        {
          check: 'quotas',
          level: 'wrong',
          what: {
            en: expect.stringMatching(
              /^how many e-waybills YTO 123456 has left is not known: 9300525 no rid: .* \(the account is not bound\)$/,
            ),
            zh: '未能查询 YTO 123456 的电子面单余额：9300525 账号未绑定',
          },
          next: { en: 'bind it first, or wait for its review', zh: '先绑定，或等待审核通过' },
        },
        {
          check: 'quotas',
          level: 'right',
          what: { en: 'ZTO 123456 has 100 e-waybills left', zh: 'ZTO 123456 电子面单余额 100' },
        },
      ],
    })
  })

  it.each([
    [45009, 'wait until tomorrow'],
    [45011, 'wait a minute'],
    [-1, 'try again later'],
  ])('notes that WeChat was busy: %d', async (errcode, next) => {
    const { code, findings } = await quotas([errcode, 'no'])

    expect({ code, told: findings.map(({ level }) => level), next: findings[0]?.next?.en }).toStrictEqual({
      code: 0,
      told: ['note', 'right', 'right'],
      next,
    })
  })
})

const UPLOAD = {
  en: 'update it (npm run add), then upload it again from the developer tools',
  zh: '用 npm run add 更新后，在开发者工具里重新上传',
}
const NOT_YET = {
  check: 'deployed',
  level: 'wrong',
  what: {
    en: 'bindAccount has no permission for its API yet (-604101)',
    zh: 'bindAccount 还没有接口权限（-604101）',
  },
  next: {
    en: 'upload it once from the WeChat developer tools, because CI does not set permissions, and wait ten minutes',
    zh: '用微信开发者工具上传一次（CI 部署不会带上权限），并等待十分钟生效',
  },
}
const right = (en: string, zh: string) => ({ check: 'deployed', level: 'right', what: { en, zh } })
const ABOUT = right(
  `bindAccount has version ${version}, with wx-server-sdk 4.0.2 on Node ${process.versions.node}`,
  `bindAccount 版本 ${version}，wx-server-sdk 4.0.2，Node.js ${process.versions.node}`,
)
const ADMINS = right('ADMIN_OPENIDS of bindAccount is set', 'bindAccount 已设置 ADMIN_OPENIDS')
const TICKET = right(
  'bindAccount gets a ticket for cloud calls (source wx_http)',
  'bindAccount 获得了云调用凭证（来源 wx_http）',
)
const TEN_SECONDS = right('bindAccount has a time limit of 10 s', 'bindAccount 的超时时间是 10 秒')
const PERMITTED = right(
  'bindAccount can call its API: WeChat itself responded (9300530)',
  'bindAccount 有接口权限：微信已应答 (9300530)',
)

describe('npm run doctor --env', () => {
  const wechat = withLocalWeChat({ env: { ADMIN_OPENIDS: 'oAdmin' }, timeLimitMs: 10_000 })
  const deployed = (url = wechat.url()) => found(['--env', 'prod-1'], { ...APP, WX_API_BASE: url }, 'deployed')

  it('finds nothing wrong, and changes nothing', async () => {
    await wechat.callFunction('bindAccount', sample)
    const { body: before } = await wechat.control('GET', 'state')

    expect(await deployed()).toStrictEqual({ code: 0, findings: [ABOUT, ADMINS, TEN_SECONDS, TICKET, PERMITTED] })
    expect((await wechat.control('GET', 'state')).body).toEqual(before)
  })

  it('calls each function of this package that the project has, and changes nothing', async () => {
    project('addOrder', 'getAllAccount')
    folder.write({ 'cloudfunctions/pay/index.js': 'exports.main = () => {}' })
    const { code, findings } = await deployed()

    expect({ code, told: findings.map(({ level, what }) => `${level}: ${what.en}`) }).toStrictEqual({
      code: 0,
      told: [
        expect.stringMatching(/^right: addOrder has version /),
        'right: ADMIN_OPENIDS of addOrder is set',
        'right: addOrder has a time limit of 10 s',
        'right: addOrder gets a ticket for cloud calls (source wx_http)',
        'note: the permission of addOrder was not tested, because a call would change something',
        expect.stringMatching(/^right: getAllAccount has version /),
        'right: ADMIN_OPENIDS of getAllAccount is set',
        'right: getAllAccount has a time limit of 10 s',
        'right: getAllAccount gets a ticket for cloud calls (source wx_http)',
        'right: getAllAccount can call its API: WeChat itself responded',
      ],
    })
  })

  it.each([
    [85088, 'wrong'],
    [-1, 'note'],
  ])('reports that functions cannot be called: %d', async (errcode, level) => {
    await wechat.control('PUT', 'faults', [{ api: 'invokeCloudFunction', kind: 'errcode', errcode, errmsg: 'no' }])

    expect((await deployed()).findings).toMatchObject([
      { level, what: { en: expect.stringMatching(`^bindAccount in prod-1 did not respond: ${errcode} no rid: `) } },
    ])
  })

  it('notes that a function did not respond', async () => {
    await wechat.control('PUT', 'faults', [{ api: 'invokeCloudFunction', kind: 'cut' }])

    expect((await deployed()).findings).toMatchObject([
      { level: 'note', what: { en: expect.stringContaining('bindAccount in prod-1 did not respond: -501001 ') } },
    ])
  })

  it('reports a permission that is not in effect yet', async () => {
    await wechat.control('PUT', 'faults', [{ api: 'logistics.bindAccount', kind: 'errcode', errcode: -604101 }])

    expect(await deployed()).toStrictEqual({ code: 1, findings: [ABOUT, ADMINS, TEN_SECONDS, TICKET, NOT_YET] })
  })

  it('keeps its findings if the second call gets no response', async () => {
    const once = await wechat.https(
      'POST',
      `/tcb/invokecloudfunction?access_token=${await wechat.token()}&env=a&name=bindAccount`,
      '{"$doctor":true}',
    )
    const answers = ['{"access_token":"token","expires_in":7200}', '{"count":0,"list":[]}', JSON.stringify(once)]
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
        what: { en: expect.stringContaining('bindAccount cannot be called: -501001 the connection to ') },
      },
    ])
  })

  it.each([
    [48001, 'wrong', 'bindAccount cannot call its API: 48001 no rid: '],
    [45009, 'note', 'bindAccount cannot call its API: 45009 no rid: '],
    [-604103, 'note', 'bindAccount cannot call its API: -604103 '],
    [-1, 'note', 'bindAccount cannot call its API: -1 no rid: '],
  ])('reports the code of its call: %d', async (errcode, level, en) => {
    await wechat.control('PUT', 'faults', [{ api: 'logistics.bindAccount', kind: 'errcode', errcode, errmsg: 'no' }])

    expect((await deployed()).findings.at(-1)).toMatchObject({ level, what: { en: expect.stringContaining(en) } })
  })
})

/** What another function answers in the place of bindAccount. */
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
    timeLimitMs: 10_000,
    ...more,
  })
const FAIL = 'openapi.logistics.bindAccount:fail'

describe('npm run doctor --env with functions in trouble', () => {
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
          check: 'deployed',
          level: 'wrong',
          what: {
            en: expect.stringMatching(
              /^bindAccount in prod-1 did not respond: -501000 FunctionName parameter could not be found rid: .* \(the function does not exist\)$/,
            ),
            zh: '环境 prod-1 的 bindAccount 没有应答：-501000 云函数不存在',
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
        {
          check: 'deployed',
          level: 'wrong',
          what: {
            en: 'ADMIN_OPENIDS of bindAccount is not set, so no user can call it',
            zh: 'bindAccount 没有设置 ADMIN_OPENIDS，任何用户都不能调用',
          },
          next: {
            en: "set this environment variable of the function to the OPENIDs of the shop's admins in the cloud console",
            zh: '在云开发控制台把该云函数的环境变量 ADMIN_OPENIDS 设为管理员的 OPENID',
          },
        },
        {
          check: 'deployed',
          level: 'wrong',
          what: {
            en: 'bindAccount has a time limit of 3 s: a call may take longer',
            zh: 'bindAccount 的超时时间是 3 秒，调用可能超时',
          },
          next: { en: 'raise it to 10 s or more in the cloud console', zh: '在云开发控制台调到 10 秒以上' },
        },
        TICKET,
        NOT_YET,
      ],
    })
  })

  it('reports an old runtime', async () => {
    // The entry of the function itself, as it runs where a Node is older.
    const old = "Object.defineProperty(process.versions, 'node', { value: '8.9.4' })\n"
    cpSync(join(BUNDLED, 'bindAccount'), functions.path('old'), { recursive: true })

    expect(await first(`${old}module.exports = require('../old/index.js')`)).toStrictEqual({
      check: 'deployed',
      level: 'wrong',
      what: {
        en: 'bindAccount runs on Node 8.9.4, which is too old for it',
        zh: 'bindAccount 运行在 Node.js 8.9.4 上，版本过低',
      },
      next: {
        en: 'choose Node 16 or later as its runtime; if it cannot be changed, delete the function and create it again',
        zh: '运行环境请选择 Node.js 16 或更高版本；如不能修改，请删除后重新创建',
      },
    })
  })

  it('reports an old version', async () => {
    expect(await first(about({ version: '0.0.1' }))).toStrictEqual({
      check: 'deployed',
      level: 'wrong',
      what: {
        en: `bindAccount has version 0.0.1, with wx-server-sdk 4.0.2 on Node 16.13.1; the current version is ${version}`,
        zh: `bindAccount 版本 0.0.1，wx-server-sdk 4.0.2，Node.js 16.13.1；当前版本为 ${version}`,
      },
      next: UPLOAD,
    })
  })

  it('reports a version without $doctor', async () => {
    const errMsg = `${FAIL} parameter "$doctor" is unknown (known: type, bizId, deliveryId, password, remarkContent)`

    expect(await first(answering({ errCode: -401002, errMsg }))).toStrictEqual({
      check: 'deployed',
      level: 'wrong',
      what: { en: 'bindAccount has a version older than $doctor', zh: 'bindAccount 的版本过旧，不支持 $doctor' },
      next: UPLOAD,
    })
  })

  it('notes a version that is newer than its own', async () => {
    expect(await first(about({ version: '99.0.0' }))).toMatchObject({
      level: 'note',
      what: { en: expect.stringMatching(`; this doctor has version ${version}$`) },
    })
  })

  it('reports a function with the code of another API', async () => {
    const { findings } = await deployed({ 'bindAccount/index.js': about({ api: 'logistics.getQuota' }) })

    expect(findings[1]).toStrictEqual({
      check: 'deployed',
      level: 'wrong',
      what: {
        en: 'bindAccount is deployed with the code of logistics.getQuota',
        zh: 'bindAccount 部署的是 logistics.getQuota 的代码',
      },
      next: { en: 'upload the folder bindAccount as bindAccount', zh: '请把 bindAccount 文件夹上传为 bindAccount' },
    })
  })

  it('notes that the time limit is unknown', async () => {
    const { findings } = await deployed({ 'bindAccount/index.js': about({ timeLimitMs: undefined }) })

    expect(findings[2]).toMatchObject({ level: 'note', what: { en: 'bindAccount does not know its time limit' } })
  })

  const ticketOf = async (more: object) =>
    (await deployed({ 'bindAccount/index.js': about(more) })).findings.slice(3, -1)

  it('reports that the function gets a ticket for cloud calls', async () => {
    expect(await ticketOf({ source: 'wx_http', ticket: true })).toStrictEqual([
      right(
        'bindAccount gets a ticket for cloud calls (source wx_http)',
        'bindAccount 获得了云调用凭证（来源 wx_http）',
      ),
    ])
  })

  it.each([
    ['wx_http', 'source wx_http', '来源 wx_http'],
    [null, 'no source', '无来源'],
  ])('reports that the function gets no ticket for cloud calls: %s', async (source, en, zh) => {
    expect(await ticketOf({ source, ticket: false })).toStrictEqual([
      {
        check: 'deployed',
        level: 'wrong',
        what: {
          en: `bindAccount got no ticket for cloud calls (${en}), though WeChat documents that calls from a server get one`,
          zh: `bindAccount 没有获得云调用凭证（${zh}），而微信文档说明服务端调用会获得凭证`,
        },
        next: {
          en: 'upload the function again from the developer tools; if that does not help, call it with wx.cloud.callFunction',
          zh: '用开发者工具重新上传该云函数；如果仍然没有，请用 wx.cloud.callFunction 调用',
        },
      },
    ])
  })

  it('reports nothing about the ticket if the function does not', async () => {
    expect(await ticketOf({})).toStrictEqual([])
  })

  it('notes that the function refuses the call', async () => {
    expect(await first(answering({ errCode: -401001, errMsg: `${FAIL} not by HTTP` }))).toMatchObject({
      level: 'note',
      what: { en: `bindAccount refuses calls from a server: ${FAIL} not by HTTP` },
    })
  })

  const STRANGERS = ['exports.main = async () => undefined', answering({ hello: 'world' }), answering([])]

  it.each(STRANGERS)('reports a function that should be from this package and is not: %s', async (code) => {
    project('bindAccount')

    expect(await deployed({ 'bindAccount/index.js': code })).toStrictEqual({
      code: 1,
      findings: [
        {
          check: 'deployed',
          level: 'wrong',
          what: {
            en: 'bindAccount is not a function of wx-logistics',
            zh: 'bindAccount 不是 wx-logistics 的云函数',
          },
          next: {
            en: 'upload the function bindAccount of wx-logistics',
            zh: '请上传 wx-logistics 的云函数 bindAccount',
          },
        },
      ],
    })
  })

  it.each(STRANGERS)('notes a foreign function if the project has none of this package: %s', async (code) => {
    expect(await deployed({ 'bindAccount/index.js': code })).toStrictEqual({
      code: 0,
      findings: [
        {
          check: 'deployed',
          level: 'note',
          what: {
            en: 'bindAccount does not respond like a function of wx-logistics',
            zh: 'bindAccount 没有按 wx-logistics 的云函数应答',
          },
          next: {
            en: 'if it should be one, upload the function bindAccount of wx-logistics',
            zh: '如果应该是，请上传 wx-logistics 的云函数 bindAccount',
          },
        },
      ],
    })
  })

  const THROWS = 'exports.main = async () => { throw new Error("no way") }'

  it('reports a function that throws', async () => {
    project('bindAccount')

    expect(await first(THROWS)).toMatchObject({
      level: 'wrong',
      what: { en: expect.stringContaining('bindAccount in prod-1 did not respond: -504002 Error: no way rid: ') },
      next: { en: 'look at the log of the function in the cloud console' },
    })
  })

  it('notes a function that throws if the project has none of this package', async () => {
    expect(await first(THROWS)).toMatchObject({
      level: 'note',
      what: {
        en: expect.stringContaining(
          'bindAccount does not respond like a function of wx-logistics: Error: no way rid: ',
        ),
      },
    })
  })

  it.each([
    [3000, 'wrong'],
    [3100, 'note'],
    [9900, 'note'],
    [10_000, 'right'],
  ])('judges a time limit of %d ms: %s', async (timeLimitMs, level) => {
    const { findings } = await deployed({ 'bindAccount/index.js': about({ timeLimitMs }) })

    expect(findings[2]).toMatchObject({
      level,
      what: { en: expect.stringContaining(`bindAccount has a time limit of ${timeLimitMs / 1000} s`) },
    })
  })
})
