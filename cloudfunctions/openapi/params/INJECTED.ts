/** WeChat puts these into the event of a call from a mini program; passed on, WeChat would take them for parameters. */
export const INJECTED: ReadonlySet<string> = new Set(['userInfo', 'tcbContext', 'user_info', 'tcb_context'])
