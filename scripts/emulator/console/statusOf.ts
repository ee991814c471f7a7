import { t } from './language'

/** WeChat's status_code of an account, in words. */
export function statusOf(code: number): { kind: 'good' | 'bad' | 'wait' | 'plain'; name: () => string } {
  switch (code) {
    case 0:
      return { kind: 'good', name: () => t('bound', '已绑定') }
    case 1:
      return { kind: 'wait', name: () => t('under review', '审核中') }
    case 2:
      return { kind: 'bad', name: () => t('refused', '未通过') }
    default:
      return { kind: 'plain', name: () => t('unbound', '已解绑') }
  }
}
