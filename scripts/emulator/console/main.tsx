import { computed, effect } from '@preact/signals'
import { options, render } from 'preact'
import { Accounts } from './Accounts'
import { address } from './address'
import { Calls } from './Calls'
import { Database } from './Database'
import { Faults } from './Faults'
import { Functions } from './Functions'
import { connected, info, listen } from './live'
import { Orders } from './Orders'
import { Overview } from './Overview'
import { Payments } from './Payments'
import { Storage } from './Storage'
import { switchLanguage, t } from './words'

const tabs = [
  { id: 'overview', name: () => t('Overview', '概览'), Page: Overview },
  { id: 'accounts', name: () => t('Accounts', '账号'), Page: Accounts },
  { id: 'orders', name: () => t('Orders', '订单'), Page: Orders },
  { id: 'payments', name: () => t('Payments', '支付'), Page: Payments },
  { id: 'calls', name: () => t('Calls', '调用'), Page: Calls },
  { id: 'functions', name: () => t('Functions', '函数'), Page: Functions },
  { id: 'database', name: () => t('Database', '数据库'), Page: Database },
  { id: 'storage', name: () => t('Storage', '云存储'), Page: Storage },
  { id: 'faults', name: () => t('Faults', '故障'), Page: Faults },
] as const

const current = computed(() => {
  const [id] = address.value.slice(1).split('/')
  return tabs.find((it) => it.id === id) ?? tabs[0]
})

effect(() => {
  document.title = `${current.value.name()} · ${t('Local WeChat', '本地模拟环境')}`
  scrollTo(0, 0)
})

function Console() {
  const { Page, name } = current.value
  return (
    <>
      <header class="top">
        <div class="brand">
          <img src="/emulator/console/favicon.svg" alt="" width="28" height="28" />
          <div>
            <b>{t('Local WeChat', '本地模拟环境')}</b>
            <div class="faint">{info.value?.url.replace('http://', '')}</div>
          </div>
        </div>
        <nav aria-label={t('Tabs', '标签页')}>
          {tabs.map((it) => (
            <a key={it.id} href={`#${it.id}`} aria-current={it === current.value && 'page'}>
              <svg viewBox="0 0 24 24" aria-hidden="true">
                <use href={`/emulator/console/icons.svg#${it.id}`} />
              </svg>
              <span>{it.name()}</span>
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
        <h1>{name()}</h1>
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
