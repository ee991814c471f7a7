import type { LocalWeChat, LocalWeChatOptions } from '../../emulator/createLocalWeChat'

export type { LoggedCall } from '../../emulator/control/CallLog'
export type { Fault } from '../../emulator/control/Faults'
export type { LocalWeChat, LocalWeChatOptions } from '../../emulator/createLocalWeChat'
export type { ListedFile } from '../../emulator/routes/files'
export type { GivenFixtures, Stub } from '../../emulator/state/fixturesSchema'
export { CallFunctionError, type CallFunctionResult, type CallOptions, callFunction, fireTimer } from '../callFunction'
export type { Place } from '../request'
export { useFixtures } from '../suite/suite'
export {
  advance,
  calls,
  documents,
  fileContent,
  files,
  type Move,
  moveOrder,
  type Payment,
  pay,
  type ResetOptions,
  type Review,
  reset,
  reviewAccount,
  setDocuments,
  setFaults,
  setFile,
  setStubs,
  stepPayment,
  type WaitOptions,
  waitForPush,
} from '../testApi'

/**
 * Starts a local WeChat: the gateway for wx-server-sdk's cloud calls, api.weixin.qq.com, and a runner of cloud functions.
 *
 * @throws Error if an option, the fixtures or the folder of records cannot be used, or if the port is in use
 * @example
 * const wechat = await createLocalWeChat({ env: { ADMIN_OPENIDS: 'oAdmin' } })
 * await callFunction('bindAccount', data, { openid: 'oAdmin', url: wechat.url })
 * await wechat.close()
 */
export async function createLocalWeChat(options?: LocalWeChatOptions): Promise<LocalWeChat> {
  // Loaded here, because its megabyte is not needed to call functions.
  const emulator = await import('../../emulator/createLocalWeChat.js')
  return emulator.createLocalWeChat(options)
}
