import { effect, signal } from '@preact/signals'
import { type Advice, type Message, inLanguage as textIn } from '../../../cloudfunctions/openapi/messages/Message'
import type { LoggedCall } from '../control/CallLog'

/** The only key that the page stores in the browser. */
const KEY = 'language'
const isChinese = (localStorage.getItem(KEY) ?? navigator.language).startsWith('zh')

/** The language of the page (default: the browser's). */
export const language = signal<keyof Message>(isChinese ? 'zh' : 'en')

effect(() => {
  document.documentElement.lang = locale()
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

export function inLanguage(message: Advice): string {
  return textIn(language.value, message)
}

/** Joins what is not empty: `YUNDA · order-1`. */
export function joined(...parts: (string | false | undefined)[]): string {
  return parts.filter(Boolean).join(' · ')
}

/** Formats the time of day of an ISO date. */
export function timeOfDay(date: string): string {
  return new Date(date).toLocaleTimeString(locale())
}

/** Formats a Unix time in seconds. */
export function dateAndTime(seconds: number): string {
  return new Date(seconds * 1000).toLocaleString(locale())
}

function locale(): string {
  return t('en-GB', 'zh-CN')
}

/** Names the channels through which calls come in. */
export function channelNames(): Record<LoggedCall['channel'], string> {
  return {
    function: t('function', '云函数'),
    cloud: t('cloud call', '云调用'),
    https: 'HTTPS',
    push: t('push', '推送'),
  }
}
