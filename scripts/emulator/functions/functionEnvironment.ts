import { sdkEnvironment } from './sdkEnvironment'

/** Variables that a function does not get from the shell that started the local WeChat: WeChat's own, secrets, Node's. */
const KEPT_BACK = /^(WX_|TCB_|TENCENTCLOUD_|SCF_|LOCAL_WECHAT_|NODE_|npm_)/i

/**
 * The variables that every call of a function finds.
 *
 * @param gatewayUrl where its cloud calls go
 * @param env beside those of this process
 */
export function functionEnvironment(gatewayUrl: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !KEPT_BACK.test(name))
  return { ...Object.fromEntries(inherited), ...env, TZ: 'UTC', ...sdkEnvironment(gatewayUrl) }
}
