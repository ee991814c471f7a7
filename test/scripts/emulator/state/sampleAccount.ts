import type { Account } from '../../../../scripts/emulator/state/recordsSchema'

/** A bound account at YUNDA. */
export const sampleAccount = (biz_id: string, more: Partial<Account> = {}): Account => ({
  appid: 'wx0000000000000000',
  delivery_id: 'YUNDA',
  biz_id,
  create_time: 1555482786,
  update_time: 1555482786,
  status_code: 0,
  alias: '',
  remark_wrong_msg: '',
  remark_content: '备注',
  ...more,
})
