import type { Text } from '../../../cloudfunctions/openapi/codes/Code'

/**
 * A text for people as a line of the log has it.
 *
 * @example
 * bothLanguages({ en: 'Call it by POST.', zh: '请用 POST 调用' }) // 'Call it by POST. 请用 POST 调用'
 */
export function bothLanguages({ en, zh }: Text): string {
  return `${en} ${zh}`
}
