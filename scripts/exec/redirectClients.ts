import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { delimiter, join, resolve, sep } from 'node:path'
import { PRELOAD } from '../emulator/built'
import type { LocalWeChat } from '../emulator/createLocalWeChat'
import { ENDPOINTS_VARIABLE, preloadEnvironment, type Redirection } from '../emulator/redirect/Endpoints'
import { sdkEnvironment } from '../emulator/redirect/sdkEnvironment'
import { javaEnvironment, javaTrustStore } from './java'
import { openHttpProxy } from './openHttpProxy'
import { openSocksProxy } from './openSocksProxy'
import { PHP_INI, phpPrelude } from './phpPrelude'
import { pythonStartup } from './pythonStartup'
import { certificatesIn, trustedCertificates } from './trustedCertificates'

export interface Redirected {
  /** The environment variables of a program that is redirected, with the user's own. */
  env: NodeJS.ProcessEnv
  /** Closes the proxies, and removes the files that were written for the program. */
  close: () => void
}

/**
 * Redirects unmodified clients in any language to a local WeChat, with the environment variables that each of them reads and
 * the files that these name, which only the user can read.
 *
 * @param own variables of the user, which are kept and extended
 * @param options offline: refuses hosts that are not WeChat's (default: whether an exec that runs this one does)
 * @example
 * const { env, close } = await redirectClients(wechat, process.env)
 */
export async function redirectClients(
  { url, endpoints, ticket }: Pick<LocalWeChat, 'url' | 'endpoints' | 'ticket'>,
  own: NodeJS.ProcessEnv,
  options: { offline?: boolean } = {},
): Promise<Redirected> {
  const offline = options.offline || isOffline(own)
  const proxy = await openHttpProxy(endpoints, offline)
  const socks = await openSocksProxy(endpoints)
  const dir = mkdtempSync(join(temporaryFolder(), 'wx-logistics-'))
  const write = (name: string, content: string | Buffer): string => {
    const path = join(dir, name)
    writeFileSync(path, content, { mode: 0o600 })
    return path
  }
  const trusted = [...trustedCertificates(own), endpoints.ca]
  const bundle = write('ca.pem', trusted.join('\n'))
  for (const folder of ['php', 'python']) mkdirSync(join(dir, folder))
  write('python/sitecustomize.py', pythonStartup(endpoints, offline))
  const prelude = write('prelude.php', phpPrelude(url, offline))
  const php = { 'curl.cainfo': bundle, 'openssl.cafile': bundle, auto_prepend_file: prelude }
  // A backslash would escape the next character.
  const ini = Object.entries(php).map(([name, path]) => `${name}="${path.replaceAll(sep, '/')}"\n`)
  write(`php/${PHP_INI}`, ini.join(''))
  const env = {
    ...own,
    ...sdkEnvironment(`${url}/admin`, ticket),
    WX_API_BASE: url,
    ...bothCases({ HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url, NO_PROXY: LOCAL }),
    ...preloadEnvironment(PRELOAD, { ...endpoints, offline }, own.NODE_OPTIONS),
    NODE_EXTRA_CA_CERTS: write('node.pem', [...certificatesIn(own.NODE_EXTRA_CA_CERTS), endpoints.ca].join('\n')),
    SSL_CERT_FILE: bundle,
    REQUESTS_CA_BUNDLE: bundle,
    CURL_CA_BUNDLE: bundle,
    WGETRC: write('wgetrc', `${ownWgetrc(own)}\n${redirectingWgetrc(proxy.url, bundle)}`),
    // An empty element means the folder that PHP was built with.
    PHP_INI_SCAN_DIR: [own.PHP_INI_SCAN_DIR ?? '', join(dir, 'php')].join(delimiter),
    PYTHONPATH: [join(dir, 'python'), own.PYTHONPATH].filter(Boolean).join(delimiter),
    ...javaEnvironment({ http: proxy, socks }, write('trust.jks', javaTrustStore(trusted)), offline, own),
  }
  return {
    env,
    close: () => {
      proxy.close()
      socks.close()
      // Windows does not remove a file that an exiting program still has open.
      rmSync(dir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/**
 * Returns the folder for temporary files. A colon separates folders in PHP_INI_SCAN_DIR and PYTHONPATH, and quotes, backslashes
 * and dollar signs have a meaning in the options of Java and in ini files: a path that has one is replaced.
 */
function temporaryFolder(): string {
  const path = resolve(tmpdir())
  return sep === '/' && /[:"'\\$]/.test(path) ? '/tmp' : path
}

function isOffline({ [ENDPOINTS_VARIABLE]: text }: NodeJS.ProcessEnv): boolean {
  const outer: Partial<Redirection> = text ? JSON.parse(text) : {}
  return outer.offline === true
}

/** httpx does not accept `[::1]`; every client accepts `::1`. */
const LOCAL = '127.0.0.1,localhost,::1'

function bothCases(variables: Record<string, string>): Record<string, string> {
  const small = Object.entries(variables).map(([name, value]) => [name.toLowerCase(), value])
  return { ...variables, ...Object.fromEntries(small) }
}

/** Returns the user's own settings of wget, which reads only one such file. */
function ownWgetrc({ WGETRC = join(homedir(), '.wgetrc') }: NodeJS.ProcessEnv): string {
  try {
    return readFileSync(WGETRC, 'utf8')
  } catch {
    return ''
  }
}

/** Returns settings of wget, which take precedence over its environment and over earlier settings. */
function redirectingWgetrc(proxy: string, bundle: string): string {
  const { username, password } = new URL(proxy)
  const settings = {
    ca_certificate: bundle,
    use_proxy: 'on',
    http_proxy: proxy,
    https_proxy: proxy,
    proxy_user: username,
    proxy_password: password,
    no_proxy: '', // removes the user's, to which wget would add another; the variable is valid then
  }
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}
