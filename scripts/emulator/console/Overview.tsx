import { signal } from '@preact/signals'
import { Status } from './Accounts'
import { CallRows } from './CallRow'
import { control } from './http'
import { appidToShow, calls, callsSeen, command, functions, info, state } from './live'
import { Badge, Cell, Cells, Command, Copy, Empty, Sure } from './widgets'
import { joined, t } from './words'

/** Number of the last calls and accounts that are listed. */
const LAST = 6

/** Summarizes the local WeChat, and says how to connect to it. */
export function Overview() {
  const { url = location.origin, version, state: records, functions: dir, appid } = info.value ?? {}
  const { file, mistakes = [] } = info.value?.fixtures ?? {}
  return (
    <>
      <Mistakes mistakes={mistakes} />
      <div class="tiles">
        <Tile tab="accounts" label={t('bound accounts', '已绑定账号')} count={state.value?.totals.bound} />
        <Tile tab="orders" label={t('orders', '订单')} count={state.value?.totals.orders} />
        <Tile tab="calls" label={t('calls', '调用')} count={callsSeen.value} />
        <Tile tab="functions" label={t('functions', '云函数')} count={functions.value?.length} />
      </div>
      <div class="columns">
        <div>
          <LastCalls />
          <LastAccounts />
        </div>
        <div>
          <Connect url={url} />
          <Cells title={t('This local WeChat', '本地模拟环境')}>
            <Cell label={t('Address', '地址')}>
              <code>{url}</code> <Copy text={url} />
            </Cell>
            <Cell label={t('Mini program', '小程序')}>
              <code>{appid}</code>
            </Cell>
            <Cell label={t('Functions', '云函数目录')} note={<code>{dir}</code>} />
            <Cell
              label={t('Fixtures', '初始数据')}
              note={
                file ? (
                  <code>{file}</code>
                ) : (
                  t('built-in; create local-wechat.json to use your own', '内置；编写 local-wechat.json 可替换')
                )
              }
            >
              {mistakes.length > 0 ? (
                <Badge look="bad">{t('mistake', '有误')}</Badge>
              ) : (
                <Badge look="good">{t('in use', '已生效')}</Badge>
              )}
            </Cell>
            <Cell
              label={t('Records', '运行数据')}
              note={
                records === ':memory:' ? (
                  t('in memory; deleted when the local WeChat stops', '只在内存中，停止后删除')
                ) : (
                  <code>{records}</code>
                )
              }
            />
            <Cell label={t('Version', '版本')}>{version}</Cell>
            <Cell
              label={t('Reset', '重置')}
              note={t(
                'Restores the accounts and orders of the fixtures, and deletes faults, stubs and calls.',
                '账号和订单恢复为初始数据，清空故障、stub 和调用记录。',
              )}
            >
              <Sure
                label={t('Reset', '重置')}
                question={t('Delete all of it?', '确定清空？')}
                act={() => control('POST', 'reset', {})}
              />
            </Cell>
          </Cells>
        </div>
      </div>
    </>
  )
}

function Tile({ tab, label, count }: { tab: string; label: string; count: number | undefined }) {
  return (
    <a class="tile" href={`#${tab}`}>
      <b>{count ?? '–'}</b>
      <span>{label}</span>
    </a>
  )
}

/** Fixtures that were saved with a mistake are not used. */
function Mistakes({ mistakes }: { mistakes: readonly string[] }) {
  if (mistakes.length === 0) return null
  return (
    <div class="outcome bad" role="alert">
      <p>
        <b>
          {t(
            'The fixtures contain a mistake. The last valid version is still in use.',
            '初始数据有误，仍使用上一个正确的版本。',
          )}
        </b>
      </p>
      {mistakes.map((it) => (
        <p key={it} class="message">
          {it}
        </p>
      ))}
    </div>
  )
}

function LastCalls() {
  const last = calls.value.slice(0, LAST)
  return (
    <Cells title={t('Last calls', '最近的调用')}>
      {last.length > 0 ? (
        <CallRows calls={last} />
      ) : (
        <Empty text={t('No calls yet. Try one in a terminal:', '还没有调用。在终端中试一次：')} command={localCall()} />
      )}
    </Cells>
  )
}

/** Returns a command that makes an HTTPS call to this local WeChat. It needs no parameters and no secret. */
function localCall(): string {
  const { port } = new URL(info.value?.url ?? location.origin)
  return command('call', `getAllDelivery --local --port ${port}`)
}

function LastAccounts() {
  const { accounts = [], couriers = [] } = state.value ?? {}
  return (
    <Cells title={t('Accounts', '账号')}>
      {accounts
        .slice(-LAST)
        .reverse()
        .map(({ appid, delivery_id, biz_id, status_code }) => (
          <Cell
            key={`${appid} ${delivery_id} ${biz_id}`}
            label={couriers.find((it) => it.delivery_id === delivery_id)?.delivery_name ?? delivery_id}
            note={joined(biz_id, appidToShow(appid))}
          >
            <Status code={status_code} />
          </Cell>
        ))}
      {accounts.length === 0 && (
        <Empty text={t('Nothing is bound yet.', '还没有绑定账号。')}>
          <a class="button primary" href="#accounts">
            {t('Bind an account', '绑定账号')}
          </a>
        </Empty>
      )}
    </Cells>
  )
}

const way = signal('sdk')

/** Says how each type of client connects. */
function Connect({ url }: { url: string }) {
  const ways = [
    {
      id: 'sdk',
      name: 'wx-server-sdk',
      text: t(
        'Your cloud functions run here unchanged, with the unmodified SDK. This command calls one:',
        '云函数和 SDK 无需修改，即可在这里运行。用下面的命令调用：',
      ),
      example: functionCall(url),
    },
    {
      id: 'https',
      name: 'HTTPS',
      text: t(
        `Clients of api.weixin.qq.com use ${url} instead of https://api.weixin.qq.com. This command does so:`,
        `调用 api.weixin.qq.com 的客户端，把 https://api.weixin.qq.com 换成 ${url}。例如：`,
      ),
      example: localCall(),
    },
    {
      id: 'exec',
      name: 'exec',
      text: t(
        'Runs a command, for example your tests, with a local WeChat of its own:',
        '运行一个命令（例如测试），并为它单独启动一个本地模拟环境：',
      ),
      example: command('exec', 'npm test').replace('exec npm', 'exec -- npm'),
    },
  ]
  const shown = ways.find(({ id }) => id === way.value)
  return (
    <Cells title={t('How to connect', '如何接入')} padded>
      <div class="segments">
        {ways.map(({ id, name }) => (
          <button key={id} type="button" aria-pressed={id === way.value} onClick={() => (way.value = id)}>
            {name}
          </button>
        ))}
      </div>
      <p>{shown?.text}</p>
      <Command text={shown?.example ?? ''} />
    </Cells>
  )
}

/** Returns a command that calls a function, as a user who may call it. The quotes work in every shell. */
function functionCall(url: string): string {
  const names = (functions.value ?? []).map(({ name }) => name)
  if (names.length === 0) return command('add', 'getAllAccount')
  // getAllAccount needs no parameters.
  const name = names.includes('getAllAccount') ? 'getAllAccount' : names[0]
  const [openid] = info.value?.adminOpenids ?? []
  const user = openid ? ` -H "x-wx-openid: ${openid}"` : ''
  // In PowerShell, `curl` is another command.
  const curl = navigator.userAgent.includes('Windows') ? 'curl.exe' : 'curl'
  return `${curl} -H "content-type: application/json"${user} -d "{}" ${url}/functions/${name}`
}
