import { appendFileSync, writeFileSync } from 'node:fs'
import { apiNames } from '../../cloudfunctions/openapi/apis'
import { meaningOf } from '../../cloudfunctions/openapi/apis/meaningOf'
import { printable } from '../../cloudfunctions/openapi/errors/printable'
import { redactor } from '../../cloudfunctions/openapi/errors/redact'
import { Failure } from '../../cloudfunctions/openapi/https/Failure'
import { inBoth, joined, type Message, MessageError } from '../../cloudfunctions/openapi/messages/Message'
import { ways } from '../emulator/assumptions.json'
import { ask, readSecret } from './terminal/ask'
import { targetOf } from './terminal/findLocalWeChat'
import { notFound } from './terminal/OwnCommand'
import { portOption } from './terminal/options'
import { onEnd } from './terminal/processes'
import { newCommand, runCommand, type Surroundings } from './terminal/runCommand'
import { type Finding, nameOf, optionOf, type Row, rows, Session } from './verify/Session'

interface Options {
  openid?: string
  account?: string
  env?: string
  function?: true
  only?: string
  json?: string
  yes?: true
}

/** A finding with the row that it is about. */
type Found = Finding & { id: string }

const RESULTS: Readonly<Record<Finding['result'], Message>> = {
  holds: { en: 'holds', zh: '一致' },
  differs: { en: 'differs', zh: '不一致' },
  'not checked': { en: 'not checked', zh: '未核实' },
}

/**
 * `npm run verify`: checks the assumptions of the local WeChat on WeChat itself.
 *
 * @param args the command line, without Node and the script
 * @param surroundings the environment variables and streams
 * @returns the exit code: 0, 1 if something differs or the run stopped, 2 for an invalid command line
 * @example
 * process.exitCode = await verify(['--openid', 'oMember', '--json', 'report.json'])
 */
export async function verify(args: readonly string[], surroundings: Surroundings = process): Promise<number> {
  const { env, stdout, stderr } = surroundings
  let exitCode = 0
  const command = newCommand(
    'verify',
    {
      en: 'Checks on WeChat what nobody has confirmed about it. Says what it sends, and asks first.',
      zh: '在微信上核实没有得到证实的推断。先说明要发送什么，再询问是否继续。',
    },
    {
      '--openid <openid>': {
        en: 'a member of the mini program: adds rows that place sandbox orders, which are cancelled',
        zh: '小程序成员的 openid：增加需要沙盒订单的行，订单随后取消',
      },
      '--account <account>': {
        en: 'an account of yours, such as YUNDA/123456, whose password is asked for: adds rows that bind it, and unbinds it',
        zh: '你自己的账号，如 YUNDA/123456，密码另行询问：增加需要绑定账号的行，随后解绑',
      },
      '--env <env>': {
        en: 'ID of a cloud environment: adds rows that call a function there',
        zh: '云环境 ID：增加需要调用云函数的行',
      },
      '--function': {
        en: 'add the rows of the function verifyCloud in --env, which `add verifyCloud` copies',
        zh: '增加 --env 里云函数 verifyCloud 的行（用 `add verifyCloud` 添加）',
      },
      '--only <id>': { en: 'check one row of the assumptions', zh: '只核实推断里的一行' },
      '--json <file>': { en: 'write a report to a file', zh: '把报告写入文件' },
      '--yes': { en: 'do not ask before the calls', zh: '不询问，直接发送' },
      '--appid <appid>': { en: 'the mini program (default: WX_APPID)', zh: '小程序（默认：WX_APPID）' },
      '--local': { en: 'check the local WeChat of this project instead', zh: '改为核实当前项目的本地模拟环境' },
    },
  )
    .addOption(portOption().env('LOCAL_WECHAT_PORT'))
    .withHelp(HELP)
    .action(async ({ openid, account, env: envId, function: inCloud, only, json, yes }: Options) => {
      const { say } = command
      const print = (message: Message) => stdout.write(`${printable(say(message))}\n`)
      const [, courier, biz] = /^(\w+)\/(.+)$/.exec(account ?? '') ?? []
      if (account !== undefined && biz === undefined) throw new MessageError(BAD_ACCOUNT)
      if (inCloud && !envId) throw new MessageError(NO_ENV)
      const chosen = rows.filter(({ id }) => id === (only ?? id))
      if (chosen.length === 0)
        throw notFound(
          { en: 'row', zh: '行' },
          only ?? '',
          rows.map(({ id }) => id),
        )
      const given = { '--openid': openid, '--account': biz, '--env': envId, '--function': inCloud }
      const lacking = (row: Row) => Object.entries(given).find(([name, it]) => name === optionOf(row) && !it)?.[0]
      const runnable = chosen.filter((it) => it.steps && !lacking(it))

      const { used, appid, secret, baseUrl = 'https://api.weixin.qq.com' } = await targetOf(command, say, env)
      print(inBoth(() => used ?? `${baseUrl}, ${appid}`))
      const isSending = runnable.length > 0 || inCloud
      for (const it of isSending ? planOf(runnable, account, inCloud) : []) print(it)
      if (!yes && isSending) await agree(say(GO_ON), surroundings)
      if (json !== undefined) appendFileSync(json, '')
      const password = biz === undefined ? '' : await readSecret(say(PASSWORD), surroundings)

      const secrets = [secret, password, openid ?? '', biz ?? ''].filter(Boolean)
      const found: Found[] = []
      const add = ({ id, assumed }: Pick<Row, 'id' | 'assumed'>, { seen, ...finding }: Finding) => {
        const redact = redactor(secrets)
        const safe = inBoth((it) => redact(seen[it]))
        found.push({ id, ...finding, seen: safe })
        const { result, expected } = finding
        const progress = found.length > runnable.length ? '' : `${found.length}/${runnable.length} `
        print(inBoth((it) => `${progress}${id}: ${RESULTS[result][it]}`))
        if (result === 'holds') return
        if (expected) print({ en: `  expected: ${expected}`, zh: `  预期：${expected}` })
        print({ en: `  seen: ${safe.en}`, zh: `  实际：${safe.zh}` })
        if (result === 'differs') print({ en: `  assumed: ${assumed.en}`, zh: `  推断：${assumed.zh}` })
      }
      const session = new Session(baseUrl, { openid, courier, biz, password, env: envId })
      const unwatch = onEnd(() => {
        if (!session.stopped) print(ENDING)
        session.stopped = true
      })
      let stop: Message | undefined
      try {
        if (isSending) secrets.push(await session.start({ appid, secret }))
        for (const row of runnable) add(row, await session.check(row))
        for (const { id, seen, ...finding } of inCloud ? await session.cloudRows() : []) {
          const { assumed } = rows.find((it) => it.id === id) ?? { assumed: CLOUD_CALL }
          if (id === (only ?? id)) add({ id, assumed }, { ...finding, seen: inBoth(() => seen) })
        }
      } catch (thrown) {
        if (!(thrown instanceof Failure)) throw thrown
        stop = session.stopped ? INTERRUPTED : stopped(thrown)
      } finally {
        unwatch()
      }
      if (only === undefined) for (const it of session.shapeRows()) add(...it)
      for (const row of chosen) {
        if (found.some(({ id }) => id === row.id)) continue
        if (only === undefined) found.push({ id: row.id, ...notChecked(row, lacking(row)) })
        else add(row, notChecked(row, lacking(row)))
      }

      if (json !== undefined) writeFileSync(json, `${JSON.stringify({ rows: found.map(inEnglish) }, undefined, 2)}\n`)
      const count = (result: string) => found.filter((it) => it.result === result).length
      print(
        inBoth((it) =>
          Object.entries(RESULTS)
            .map(([result, name]) => `${name[it]} ${count(result)}`)
            .join(it === 'en' ? ', ' : '，'),
        ),
      )
      if (session.left.length > 0) print(leftOver(session.left))
      if (stop) print(inBoth((it) => redactor(secrets)(stop[it])))
      if (used === undefined && !stop) print(reportIn(json))
      exitCode = stop || session.left.length > 0 || count('differs') > 0 ? 1 : 0
    })
  return (await runCommand(command, args, { env, stdout, stderr, failedCode: 2 })) || exitCode
}

const HELP: Message = {
  en: `It uses stable_token without force, and the APIs of logistics.*. Calls that should be refused name accounts and orders that
do not exist. Whatever WeChat accepts is undone, also after Ctrl-C. Not checked: setMsgJumpPath, uploads of shipping information,
pushes. The report contains no secrets, openids, addresses or tokens.

Environment:
  WX_APPID, WX_SECRET  the mini program and its appsecret; not used with --local
  WX_API_BASE          address of WeChat (default: https://api.weixin.qq.com)

Exit code: 0 if nothing differs, 1 if a row differs or the run stopped, 2 if the command line is invalid.`,
  zh: `使用不强制刷新的 stable_token 和 logistics.* 接口。预期被拒绝的调用使用不存在的账号和订单；微信接受了的都会撤销，按 Ctrl-C 后
也一样。不核实 setMsgJumpPath、发货信息录入和推送。报告里没有密码、密钥、openid、地址和 access_token。

环境变量：
  WX_APPID, WX_SECRET  小程序的 AppID 和 AppSecret；用 --local 时不读取
  WX_API_BASE          微信的地址（默认：https://api.weixin.qq.com）

退出码：没有不一致时是 0；有不一致或中途停止时是 1；命令行有误时是 2。`,
}
const BAD_ACCOUNT: Message = {
  en: "option '--account <account>' should be a courier and a customer code, such as YUNDA/123456",
  zh: "选项 '--account <account>' 应为快递公司和客户编码，如 YUNDA/123456",
}
const NO_ENV: Message = { en: '--function needs --env', zh: '--function 需要同时给出 --env' }
const CLOUD_CALL: Message = { en: 'whether WeChat offers it as a cloud call', zh: '是否支持云调用' }
const GO_ON: Message = { en: 'Send these calls? (y/N) ', zh: '是否发送？(y/N) ' }
const PASSWORD: Message = {
  en: 'password of the account (it will not be shown; empty for none): ',
  zh: '账号的密码（输入不显示，没有请直接回车）：',
}
const ENDING: Message = { en: 'stopping: undoing what was done', zh: '正在停止：撤销已做的改动' }
const IN_CLOUD: Message = {
  en: `calls verifyCloud, which calls itself twice, and the ${apiNames().length} APIs with empty parameters, which changes nothing`,
  zh: `调用 verifyCloud：它会调用自身两次，并以空参数调用 ${apiNames().length} 个接口，不改变任何数据`,
}
const NOT_REACHED: Message = { en: 'the run stopped before', zh: '还没有核实到这里就已停止' }
const INTERRUPTED: Message = { en: 'stopped: interrupted', zh: '已停止：用户中断' }

/** Says what will be sent. */
function planOf(runnable: readonly Row[], account: string | undefined, inCloud: boolean | undefined): Message[] {
  const calls = runnable.flatMap(({ steps = [] }) => steps)
  const names = [...new Set(calls.map(({ call }) => nameOf(call)))]
  const each = names.map((name) => `${name} ${calls.filter(({ call }) => nameOf(call) === name).length}`).join(', ')
  const orders = calls.filter(({ order, setup }) => order && setup).length
  return [
    {
      en: `checks ${runnable.length} rows by ${calls.length} calls: ${each}; besides, it gets a token, reads the lists, and undoes what WeChat accepts`,
      zh: `核实 ${runnable.length} 行，调用 ${calls.length} 次：${each}；另外获取 access_token、读取列表，并撤销微信接受的改动`,
    },
    orders > 0
      ? {
          en: `places ${orders} of the 10 sandbox orders of a day, and cancels them`,
          zh: `在沙盒下 ${orders} 单（每天 10 单），随后取消`,
        }
      : { en: 'places no order', zh: '不下单' },
    ...(account === undefined
      ? []
      : [
          {
            en: `binds ${account} and unbinds it, unless it is bound already`,
            zh: `绑定 ${account} 再解绑；已绑定的保持不变`,
          },
        ]),
    ...(inCloud ? [IN_CLOUD] : []),
  ]
}

/** @throws MessageError if nobody agrees */
async function agree(question: string, { stdin, stderr }: Surroundings): Promise<void> {
  if (!stdin.isTTY)
    throw new MessageError({ en: 'nobody can be asked here: add --yes', zh: '这里无法询问：请加上 --yes' })
  const answer = await ask(question, stdin, stderr)
  if (!/^y/i.test(answer ?? '')) throw new MessageError({ en: 'cancelled', zh: '已取消' })
}

function inEnglish({ id, result, expected, seen, rid }: Found) {
  return { id, result, expected, seen: seen.en, rid: rid ?? null }
}

/** Says why a row was not checked. */
function notChecked({ by, steps, check }: Row, option: string | undefined): Finding {
  const how = Object.entries(ways).find(([way]) => way === by)?.[1] ?? check
  const seen = option
    ? { en: `needs ${option}`, zh: `需要 ${option}` }
    : steps
      ? NOT_REACHED
      : inBoth((it) => `${how[it]}${it === 'en' ? ': ' : '：'}${check[it]}`)
  return { result: 'not checked', expected: '', seen }
}

/** Says in one line why the run stopped, and what to do. */
function stopped({ errCode, message }: Failure): Message {
  const { meaning, next = meaning } = meaningOf(errCode)
  // Of a connection, the message says more than the code, which functions have too.
  const why =
    errCode < 0
      ? [{ en: message, zh: `${meaning.zh}：${message}` }]
      : [inBoth(() => message.replace(/ ?rid: .*/s, '')), meaning, next]
  const all = joined(why)
  return { en: `stopped: ${errCode} ${all.en}`, zh: `已停止：${errCode} ${all.zh}` }
}

function leftOver(left: readonly Message[]): Message {
  const { en, zh } = joined(left)
  return { en: `could not be undone, please do it yourself: ${en}`, zh: `未能撤销，请自行处理：${zh}` }
}

function reportIn(json: string | undefined): Message {
  return json === undefined
    ? {
        en: 'Please open an issue with the report that --json FILE writes.',
        zh: '请用 --json FILE 写出报告，并附上它提交 issue。',
      }
    : { en: `Please open an issue with the report ${json}.`, zh: `请附上报告 ${json} 提交 issue。` }
}
