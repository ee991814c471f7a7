import { signal } from '@preact/signals'
import { CallRows } from './CallRow'
import { change } from './change'
import { t } from './language'
import { calls, functions, info, state } from './live'
import { appidToShow } from './miniPrograms'
import { statusOf } from './statusOf'
import { Badge, Cell, Cells, Command, Copy, Empty, Sure } from './widgets'

const LAST = 6

/** What there is at a glance, and how to begin. */
export function Overview() {
  const { url = location.origin, version, state: records, functions: dir, appid } = info.value ?? {}
  return (
    <>
      <Mistakes />
      <div class="tiles">
        <Tile tab="accounts" label={t('bound accounts', '已绑定账号')} count={state.value?.totals.bound} />
        <Tile tab="orders" label={t('orders', '订单')} count={state.value?.totals.orders} />
        <Tile tab="calls" label={t('last calls', '最近调用')} count={calls.value.length} />
        <Tile tab="functions" label={t('functions', '云函数')} count={functions.value?.length} />
      </div>
      <div class="columns">
        <div>
          <LastCalls />
          <BoundAccounts />
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
            <FixturesCell />
            <Cell
              label={t('Records', '运行数据')}
              note={
                records === ':memory:' ? (
                  t('in memory, gone when it ends', '仅在内存中，结束后不保留')
                ) : (
                  <code>{records}</code>
                )
              }
            />
            <Cell label={t('Version', '版本')}>{version}</Cell>
            <Cell
              label={t('Reset', '重置')}
              note={t(
                'What is bound and ordered is again what the fixtures say; faults, stubs and calls are gone.',
                '账号和订单恢复为初始数据，清空故障、stub 和调用记录。',
              )}
            >
              <Sure
                label={t('Reset', '重置')}
                question={t('Forget all of it?', '确定清空？')}
                act={() => change('POST', 'reset')}
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

/** Fixtures that were saved with a mistake are not in force. */
function Mistakes() {
  const mistakes = info.value?.fixtures.mistakes ?? []
  if (mistakes.length === 0) return null
  return (
    <div class="outcome bad" role="alert">
      <p>
        <b>
          {t(
            'The fixtures have a mistake; the last good version stays in force.',
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

function FixturesCell() {
  const { file, mistakes = [] } = info.value?.fixtures ?? {}
  return (
    <Cell
      label={t('Fixtures', '初始数据')}
      note={
        file ? (
          <code>{file}</code>
        ) : (
          t('built-in; write local-wechat.json for your own', '内置；可编写 local-wechat.json')
        )
      }
    >
      {mistakes.length > 0 ? (
        <Badge kind="bad">{t('mistake', '有误')}</Badge>
      ) : (
        <Badge kind="good">{t('in force', '已生效')}</Badge>
      )}
    </Cell>
  )
}

function LastCalls() {
  const last = calls.value.slice(0, LAST)
  return (
    <section class="group">
      <h2>{t('Last calls', '最近的调用')}</h2>
      {last.length > 0 ? (
        <div class="cells">
          <CallRows calls={last} />
        </div>
      ) : (
        <Empty text={t('Nothing was called yet. Try it:', '还没有调用，试一下：')} command={bindCommand()} />
      )}
    </section>
  )
}

function BoundAccounts() {
  const accounts = state.value?.accounts.slice(-LAST).reverse() ?? []
  const { couriers = [] } = state.value ?? {}
  return (
    <Cells title={t('Accounts', '账号')}>
      {accounts.map((it) => (
        <Cell
          key={`${it.appid} ${it.delivery_id} ${it.biz_id}`}
          label={couriers.find(({ delivery_id }) => delivery_id === it.delivery_id)?.delivery_name ?? it.delivery_id}
          note={[it.biz_id, appidToShow(it.appid)].filter(Boolean).join(' · ')}
        >
          <Badge kind={statusOf(it.status_code).kind}>{statusOf(it.status_code).name()}</Badge>
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

function bindCommand(): string {
  const data = '{"type":"bind","bizId":"123456","deliveryId":"YUNDA","password":"123456789123456789"}'
  return `curl -H 'content-type: application/json' \\\n  -d '${data}' \\\n  ${location.origin}/functions/bindAccount`
}

/** One that needs no parameters, if it is there. */
function functionToTry(): string {
  const names = (functions.value ?? []).map(({ name }) => name)
  return names.includes('getAllAccount') ? 'getAllAccount' : (names[0] ?? 'NAME')
}

const way = signal('sdk')

/** How each kind of client is led here. */
function Connect({ url }: { url: string }) {
  const ways = [
    {
      id: 'sdk',
      name: 'wx-server-sdk',
      text: t(
        'Your cloud functions run here as they are, with the unmodified SDK.',
        '您的云函数原样在这里运行，无需修改 SDK。',
      ),
      command: `curl -H 'content-type: application/json' \\\n  -H 'x-wx-openid: oAdmin' -d '{}' \\\n  ${url}/functions/${functionToTry()}`,
    },
    {
      id: 'https',
      name: 'HTTPS',
      text: t(
        'Any client of api.weixin.qq.com: give it this address in place of https://api.weixin.qq.com.',
        '任何调用 api.weixin.qq.com 的客户端：把地址换成这里。',
      ),
      command: `import { createOpenApi } from 'wx-logistics'\n\nconst openapi = createOpenApi({\n  appid: '${info.value?.appid ?? ''}',\n  secret: process.env.WX_SECRET,\n  baseUrl: '${url}',\n})`,
    },
    {
      id: 'exec',
      name: 'exec',
      text: t(
        'Runs a command, your tests for instance, with a local WeChat of its own.',
        '带一个独立的本地模拟环境运行命令，例如测试。',
      ),
      command: 'npx wx-logistics exec -- npm test',
    },
  ]
  const shown = ways.find(({ id }) => id === way.value)
  return (
    <section class="group">
      <h2>{t('How to connect', '如何接入')}</h2>
      <div class="cells padded">
        <div class="segments">
          {ways.map(({ id, name }) => (
            <button key={id} type="button" aria-pressed={id === way.value} onClick={() => (way.value = id)}>
              {name}
            </button>
          ))}
        </div>
        <p>{shown?.text}</p>
        <Command text={shown?.command ?? ''} />
      </div>
    </section>
  )
}
