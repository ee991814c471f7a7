import { sdkEnvironment } from './sdkEnvironment'

/**
 * What a function gets of the variables of the shell that started the local WeChat: what a cloud function has too, or what
 * a process needs to run at all, on Windows for instance. A shell holds keys and tokens that are none of its business.
 */
const PASSED =
  /^(PATH|HOME|LANG|LC_\w+|TMPDIR|TEMP|TMP|SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|PATHEXT|USERPROFILE|APPDATA|LOCALAPPDATA|NUMBER_OF_PROCESSORS|PROCESSOR_ARCHITECTURE|ADMIN_OPENIDS)$/i

/**
 * The variables that every call of a function finds.
 *
 * @param gatewayUrl where its cloud calls go
 * @param env beside those of the shell
 * @param passEnv names of further variables of the shell
 * @example
 * functionEnvironment('http://127.0.0.1:8787/admin', { ADMIN_OPENIDS: 'oAdmin' }, ['SHOP_NAME'])
 */
export function functionEnvironment(
  gatewayUrl: string,
  env: NodeJS.ProcessEnv,
  passEnv: readonly string[],
): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => PASSED.test(name))
  // Read one by one: on Windows their case does not count.
  const named = passEnv.map((name) => [name, process.env[name]])
  return { ...Object.fromEntries([...inherited, ...named]), ...env, TZ: 'UTC', ...sdkEnvironment(gatewayUrl) }
}
