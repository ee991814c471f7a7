import { effect, signal } from '@preact/signals'
import type { Text } from '../../../cloudfunctions/openapi/codes/Code'

/** The only thing that the page keeps in the browser. */
const KEY = 'language'
const chosen = localStorage.getItem(KEY)
const ofBrowser = navigator.language.startsWith('zh') ? 'zh' : 'en'

/** In which language the page is: the browser's, until another is chosen. */
export const language = signal<keyof Text>(chosen === 'zh' || chosen === 'en' ? chosen : ofBrowser)

effect(() => {
  document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en'
})

/** Goes over to the other language and remembers it. */
export function switchLanguage(): void {
  language.value = language.value === 'zh' ? 'en' : 'zh'
  localStorage.setItem(KEY, language.value)
}

/**
 * A text in the language of the page.
 *
 * @example
 * t('Accounts', '账号')
 */
export function t(en: string, zh: string): string {
  return inLanguage({ en, zh })
}

/** The same of a text that comes in both. */
export function inLanguage(text: Text): string {
  return text[language.value]
}
