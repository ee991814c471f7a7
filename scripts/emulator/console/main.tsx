import { computed, effect } from '@preact/signals'
import { render } from 'preact'
import { Accounts } from './Accounts'
import { place } from './address'
import { Calls } from './Calls'
import { Database } from './Database'
import { Faults } from './Faults'
import { Functions } from './Functions'
import { connected, info, listen } from './live'
import { Orders } from './Orders'
import { Overview } from './Overview'
import { Button } from './widgets'
import { language, switchLanguage, t } from './words'

const tabs = [
  {
    id: 'overview',
    name: () => t('Overview', '概览'),
    Page: Overview,
    icon: 'M4 11.5 12 4l8 7.5M6 10v9h12v-9M10 19v-5h4v5',
  },
  {
    id: 'accounts',
    name: () => t('Accounts', '账号'),
    Page: Accounts,
    icon: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20c.7-3.6 3.7-5.5 7.5-5.5s6.800 1.900 7.500 5.500',
  },
  {
    id: 'orders',
    name: () => t('Orders', '订单'),
    Page: Orders,
    icon: 'm4 8 8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8',
  },
  {
    id: 'calls',
    name: () => t('Calls', '调用'),
    Page: Calls,
    icon: 'M4 7h13m0 0-3-3m3 3-3 3M20 17H7m0 0 3-3m-3 3 3 3',
  },
  {
    id: 'functions',
    name: () => t('Functions', '函数'),
    Page: Functions,
    icon: 'M8 5 3 12l5 7M16 5l5 7-5 7M13.500 4l-3 16',
  },
  {
    id: 'database',
    name: () => t('Database', '数据库'),
    Page: Database,
    icon: 'M5 6c0-3 14-3 14 0v12c0 3-14 3-14 0zM5 6c0 3 14 3 14 0M5 12c0 3 14 3 14 0',
  },
  {
    id: 'faults',
    name: () => t('Faults', '故障'),
    Page: Faults,
    icon: 'M13 3 5 13.500h6L10.500 21 19 10.500h-6z',
  },
] as const

const current = computed(() => tabs.find(({ id }) => id === place.value[0]) ?? tabs[0])

effect(() => {
  document.title = `${current.value.name()} · ${t('Local WeChat', '本地模拟环境')}`
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
            <a key={it.id} href={`#${it.id}`} {...(it === current.value && { 'aria-current': 'page' as const })}>
              <Icon path={it.icon} />
              <span>{it.name()}</span>
            </a>
          ))}
        </nav>
        <div class="side-end">
          <span class={connected.value ? 'live' : 'live lost'} role="status">
            {connected.value ? t('Live', '实时') : t('Connection lost, trying again', '连接已断开，正在重试')}
          </span>
          <span lang={language.value === 'zh' ? 'en' : 'zh-CN'}>
            <Button label={language.value === 'zh' ? 'English' : '中文'} act={switchLanguage} />
          </span>
        </div>
      </header>
      <main>
        <h1>{name()}</h1>
        <Page />
      </main>
    </>
  )
}

function Icon({ path }: { path: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path
        d={path}
        fill="none"
        stroke="currentColor"
        stroke-width="1.7"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  )
}

const root = document.getElementById('console')
if (root) render(<Console />, root)
listen()
