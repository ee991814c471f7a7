/** What a client is told that asks for a host which is not WeChat's, where no other is to be reached. */
export function offlineMessage(host: string): string {
  return `${host} is not reached: wx-logistics exec runs with --offline`
}
