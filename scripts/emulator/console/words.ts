import { effect, signal } from '@preact/signals'
import type { Text } from '../../../cloudfunctions/openapi/codes/Code'
import type { LoggedCall } from '../control/CallLog'

/** The only key that the page stores in the browser. */
const KEY = 'language'
const stored = localStorage.getItem(KEY)
const ofBrowser = navigator.language.startsWith('zh') ? 'zh' : 'en'

/** The language of the page (default: the browser's). */
export const language = signal<keyof Text>(stored === 'zh' || stored === 'en' ? stored : ofBrowser)

effect(() => {
  document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en'
})

/** Switches to the other language and stores the choice. */
export function switchLanguage(): void {
  language.value = language.value === 'zh' ? 'en' : 'zh'
  localStorage.setItem(KEY, language.value)
}

/**
 * Returns a text in the language of the page.
 *
 * @example
 * t('Accounts', '账号')
 */
export function t(en: string, zh: string): string {
  return inLanguage({ en, zh })
}

export function inLanguage(text: Text): string {
  return text[language.value]
}

/** Joins what is not empty: `YUNDA · order-1`. */
export function joined(...parts: (string | false | undefined)[]): string {
  return parts.filter(Boolean).join(' · ')
}

/** Formats the time of day of a date. */
export function timeOfDay(date: Date): string {
  return date.toLocaleTimeString(locale(), { hour12: false })
}

/** Formats a Unix time in seconds. */
export function dateAndTime(seconds: number): string {
  return new Date(seconds * 1000).toLocaleString(locale(), { hour12: false })
}

function locale(): string {
  return language.value === 'zh' ? 'zh-CN' : 'en-GB'
}

/** Names a channel through which a call came in. */
export function channelName(channel: LoggedCall['channel']): string {
  switch (channel) {
    case 'cloud':
      return t('cloud call', '云调用')
    case 'https':
      return 'HTTPS'
    case 'function':
      return t('function', '云函数')
    case 'push':
      return t('push', '推送')
  }
}
