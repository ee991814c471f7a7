import { signal } from '@preact/signals'
import { Status } from './Accounts'
import { CallRows } from './CallRow'
import { change } from './http'
import { appidToShow, calls, functions, info, state } from './live'
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
        <Tile tab="calls" label={t('last calls', '最近调用')} count={calls.value.length} />
        <Tile tab="functions" label={t('functions', '云函数')} count={functions.value?.length} />
      </div>
      <div class="columns">
        <div>
          <LastCalls />
          <LastAccounts />
        </div>
        <div>
          <Connect url={url} appid={appid} />
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
                  t('built-in; create local-wechat.json to use your own', '内置；可编写 local-wechat.json')
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
                  t('in memory; deleted when the local WeChat stops', '仅在内存中，停止后不保留')
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
                act={() => change('POST', 'reset', {})}
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
  const data = '{"type":"bind","bizId":"123456","deliveryId":"YUNDA","password":"123456789123456789"}'
  return (
    <Cells title={t('Last calls', '最近的调用')}>
      {last.length > 0 ? (
        <CallRows calls={last} />
      ) : (
        <Empty
          text={t('No calls yet. Try one:', '还没有调用，试一下：')}
          command={curl(`-d '${data}'`, `${location.origin}/functions/bindAccount`)}
        />
      )}
    </Cells>
  )
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

function curl(options: string, url: string): string {
  return `curl -H 'content-type: application/json' \\\n  ${options} \\\n  ${url}`
}

const way = signal('sdk')

/** Says how each type of client connects. */
function Connect({ url, appid = '' }: { url: string; appid: string | undefined }) {
  const names = (functions.value ?? []).map(({ name }) => name)
  // getAllAccount needs no parameters.
  const toTry = names.includes('getAllAccount') ? 'getAllAccount' : (names[0] ?? 'NAME')
  const ways = [
    {
      id: 'sdk',
      name: 'wx-server-sdk',
      text: t(
        'Your cloud functions run here unchanged, with the unmodified SDK.',
        '您的云函数原样在这里运行，无需修改 SDK。',
      ),
      command: curl("-H 'x-wx-openid: oAdmin' -d '{}'", `${url}/functions/${toTry}`),
    },
    {
      id: 'https',
      name: 'HTTPS',
      text: t(
        'For any client of api.weixin.qq.com: use this address instead of https://api.weixin.qq.com.',
        '任何调用 api.weixin.qq.com 的客户端：把地址换成这里。',
      ),
      command: `import { createOpenApi } from 'wx-logistics'\n\nconst openapi = createOpenApi({\n  appid: '${appid}',\n  secret: process.env.WX_SECRET,\n  baseUrl: '${url}',\n})`,
    },
    {
      id: 'exec',
      name: 'exec',
      text: t(
        'Runs a command, for example your tests, with its own local WeChat.',
        '带一个独立的本地模拟环境运行命令，例如测试。',
      ),
      command: 'npx wx-logistics exec -- npm test',
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
      <Command text={shown?.command ?? ''} />
    </Cells>
  )
}
