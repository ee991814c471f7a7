import { type Endpoints, preloadEnvironment } from '../redirect/Endpoints'
import { sdkEnvironment } from '../redirect/sdkEnvironment'
import { WECHAT_HOSTS } from '../redirect/wechatHosts'

/**
 * The variables of the shell that a function gets: those that a cloud function has too, and those that a process needs to
 * start (on Windows for instance). A shell also has keys and tokens that a function must not see.
 */
const PASSED =
  /^(PATH|HOME|LANG|LC_\w+|TMPDIR|TEMP|TMP|SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|PATHEXT|USERPROFILE|APPDATA|LOCALAPPDATA|NUMBER_OF_PROCESSORS|PROCESSOR_ARCHITECTURE|ADMIN_OPENIDS)$/i

/** Where the requests of functions to WeChat are redirected. */
export interface RedirectTarget {
  /** The address of `POST /admin`. */
  gatewayUrl: string
  /** The path of the built preload.ts. */
  preload: string
  endpoints: Endpoints
}

/**
 * Returns the environment variables of a function's process; toTask adds those of each invocation.
 *
 * @param env further variables, which take precedence over those of the shell
 * @param passEnv names of further variables of the shell
 */
export function functionEnvironment(
  { gatewayUrl, preload, endpoints }: RedirectTarget,
  env: NodeJS.ProcessEnv,
  passEnv: readonly string[],
): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => PASSED.test(name))
  // Read one by one, because Windows ignores the case of names.
  const named = passEnv.map((name) => [name, process.env[name]])
  const own: NodeJS.ProcessEnv = { ...Object.fromEntries([...inherited, ...named]), ...env }
  const sdk = sdkEnvironment(gatewayUrl)
  return {
    ...own,
    TZ: 'UTC',
    ...sdk,
    // The function may be configured to use this machine's proxy.
    NO_PROXY: [sdk.NO_PROXY, ...WECHAT_HOSTS].join(),
    ...preloadEnvironment(preload, endpoints, own.NODE_OPTIONS),
  }
}
