import { computed, effect } from '@preact/signals'
import { options, render } from 'preact'
import { Accounts } from './Accounts'
import { Calls } from './Calls'
import { Database } from './Database'
import { Faults } from './Faults'
import { Functions } from './Functions'
import { connected, info, listen } from './live'
import { Orders } from './Orders'
import { Overview } from './Overview'
import { Payments } from './Payments'
import { Storage } from './Storage'
import { address } from './widgets'
import { switchLanguage, t } from './words'

const TABS = [
  ['overview', Overview, 'Overview', '概览'],
  ['accounts', Accounts, 'Accounts', '账号'],
  ['orders', Orders, 'Orders', '订单'],
  ['payments', Payments, 'Payments', '支付'],
  ['calls', Calls, 'Calls', '调用'],
  ['functions', Functions, 'Functions', '函数'],
  ['database', Database, 'Database', '数据库'],
  ['storage', Storage, 'Storage', '云存储'],
  ['faults', Faults, 'Faults', '故障'],
] as const

const nameOf = ([, , en, zh]: (typeof TABS)[number]) => t(en, zh)

const current = computed(() => TABS.find(([id]) => `#${id}` === address.value.split('/')[0]) ?? TABS[0])

effect(() => {
  document.title = `${nameOf(current.value)} · ${t('Local WeChat', '本地模拟环境')}`
  scrollTo(0, 0)
})

function Console() {
  const [, Page] = current.value
  return (
    <>
      <header class="top">
        <div class="brand">
          <img src="/emulator/console/favicon.svg" alt="" width="28" height="28" />
          <div>
            <b>{t('Local WeChat', '本地模拟环境')}</b>
            <div class="faint">{info.value.url?.replace('http://', '')}</div>
          </div>
        </div>
        <nav aria-label={t('Tabs', '标签页')}>
          {TABS.map((it) => (
            <a key={it[0]} href={`#${it[0]}`} aria-current={it === current.value && 'page'}>
              <svg viewBox="0 0 24 24" aria-hidden="true">
                <use href={`/emulator/console/icons.svg#${it[0]}`} />
              </svg>
              <span>{nameOf(it)}</span>
            </a>
          ))}
        </nav>
        <div class="side-end">
          <span class={connected.value ? 'live' : 'live lost'} role="status">
            {connected.value ? t('Live', '实时') : t('Connection lost, trying again', '连接已断开，正在重试')}
          </span>
          <button type="button" class="small" lang={t('zh-CN', 'en')} onClick={switchLanguage}>
            {t('中文', 'English')}
          </button>
        </div>
      </header>
      <main>
        <h1>{nameOf(current.value)}</h1>
        <Page />
      </main>
    </>
  )
}

// Many calls may come between two frames.
options.debounceRendering = requestAnimationFrame
const root = document.getElementById('console')
if (root) render(<Console />, root)
listen()
