import { computed, effect, signal } from '@preact/signals'
import type { ComponentChild } from 'preact'
import { Accounts } from './Accounts'
import { Calls } from './Calls'
import { problem } from './change'
import { Faults } from './Faults'
import { Functions } from './Functions'
import { icons } from './icons'
import { language, switchLanguage, t } from './language'
import { connected, info } from './live'
import { Orders } from './Orders'
import { Overview } from './Overview'

type Name = 'overview' | 'accounts' | 'orders' | 'calls' | 'functions' | 'faults'

const tabs: Readonly<Record<Name, { name: () => string; page: () => ComponentChild }>> = {
  overview: { name: () => t('Overview', '概览'), page: Overview },
  accounts: { name: () => t('Accounts', '账号'), page: Accounts },
  orders: { name: () => t('Orders', '订单'), page: Orders },
  calls: { name: () => t('Calls', '调用'), page: Calls },
  functions: { name: () => t('Functions', '函数'), page: Functions },
  faults: { name: () => t('Faults', '故障'), page: Faults },
}
const names: readonly Name[] = ['overview', 'accounts', 'orders', 'calls', 'functions', 'faults']

const hash = signal(location.hash)
addEventListener('hashchange', () => {
  hash.value = location.hash
  problem.value = ''
  scrollTo(0, 0)
})
const current = computed(() => names.find((name) => `#${name}` === hash.value) ?? 'overview')

effect(() => {
  document.title = `${tabs[current.value].name()} · ${t('Local WeChat', '本地模拟环境')}`
})

export function App() {
  const { name, page: Page } = tabs[current.value]
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
          {names.map((it) => (
            <a key={it} href={`#${it}`} {...(it === current.value && { 'aria-current': 'page' as const })}>
              {icons[it]}
              <span>{tabs[it].name()}</span>
            </a>
          ))}
        </nav>
        <div class="side-end">
          <span class={connected.value ? 'live' : 'live lost'} role="status">
            {connected.value ? t('Live', '实时') : t('Connection lost, trying again', '连接已断开，正在重试')}
          </span>
          <button type="button" class="small" onClick={switchLanguage} lang={language.value === 'zh' ? 'en' : 'zh-CN'}>
            {language.value === 'zh' ? 'English' : '中文'}
          </button>
        </div>
      </header>
      <main>
        <h1>{name()}</h1>
        {problem.value && (
          <p class="outcome bad" role="alert">
            {problem.value}
          </p>
        )}
        <Page />
      </main>
    </>
  )
}
