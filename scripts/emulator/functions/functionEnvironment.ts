import type { Endpoints } from '../redirect/Endpoints'
import { preloadEnvironment } from '../redirect/preloadEnvironment'
import { sdkEnvironment } from '../redirect/sdkEnvironment'
import { WECHAT_HOSTS } from '../redirect/wechatHosts'

/**
 * What a function gets of the variables of the shell that started the local WeChat: what a cloud function has too, or what
 * a process needs to run at all, on Windows for instance. A shell holds keys and tokens that are none of its business.
 */
const PASSED =
  /^(PATH|HOME|LANG|LC_\w+|TMPDIR|TEMP|TMP|SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|PATHEXT|USERPROFILE|APPDATA|LOCALAPPDATA|NUMBER_OF_PROCESSORS|PROCESSOR_ARCHITECTURE|ADMIN_OPENIDS)$/i

/** Where whatever a function asks of WeChat ends. */
export interface Leading {
  /** The address of `POST /admin`. */
  gatewayUrl: string
  /** The path of the built preload.ts. */
  preload: string
  endpoints: Endpoints
}

/**
 * The variables that every call of a function finds.
 *
 * @param leading where what it asks of WeChat ends
 * @param env beside those of the shell
 * @param passEnv names of further variables of the shell
 */
export function functionEnvironment(
  { gatewayUrl, preload, endpoints }: Leading,
  env: NodeJS.ProcessEnv,
  passEnv: readonly string[],
): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => PASSED.test(name))
  // Read one by one: on Windows their case does not count.
  const named = passEnv.map((name) => [name, process.env[name]])
  const own: NodeJS.ProcessEnv = { ...Object.fromEntries([...inherited, ...named]), ...env }
  const sdk = sdkEnvironment(gatewayUrl)
  return {
    ...own,
    TZ: 'UTC',
    ...sdk,
    // A function may have been told of this machine's proxy.
    NO_PROXY: [sdk.NO_PROXY, ...WECHAT_HOSTS].join(),
    ...preloadEnvironment(preload, endpoints, own.NODE_OPTIONS),
  }
}
