import { language } from './language'

/** The time of day of a date, as the page's language has it. */
export function timeOfDay(date: Date): string {
  return date.toLocaleTimeString(locale(), { hour12: false })
}

/** A Unix time in seconds. */
export function dateAndTime(seconds: number): string {
  return new Date(seconds * 1000).toLocaleString(locale(), { hour12: false })
}

function locale(): string {
  return language.value === 'zh' ? 'zh-CN' : 'en-GB'
}
