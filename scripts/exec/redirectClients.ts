import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { delimiter, join, sep } from 'node:path'
import { PRELOAD } from '../emulator/built'
import type { LocalWeChat } from '../emulator/createLocalWeChat'
import { ENDPOINTS_VARIABLE, preloadEnvironment, type Redirection } from '../emulator/redirect/Endpoints'
import { sdkEnvironment } from '../emulator/redirect/sdkEnvironment'
import { javaEnvironment } from './javaEnvironment'
import { javaTrustStore } from './javaTrustStore'
import { openHttpProxy } from './openHttpProxy'
import { PHP_INI, phpPrelude } from './phpPrelude'
import { certificatesIn, trustedCertificates } from './trustedCertificates'

export interface Led {
  /** The variables of a program that is led, the user's own among them. */
  env: NodeJS.ProcessEnv
  /** Ends the proxy, and removes what was written for the program. */
  close: () => void
}

/**
 * Leads unmodified clients, in whatever language, to a local WeChat: by the variables that each heeds, and files of which
 * they tell, readable by the user alone.
 *
 * @param own variables of the user, which are kept and added to
 * @param options offline: refuses hosts that are not WeChat's, as a command of an exec that does so does anyway
 * @example
 * const { env, close } = await redirectClients(wechat, process.env)
 */
export async function redirectClients(
  { url, endpoints, ticket }: Pick<LocalWeChat, 'url' | 'endpoints' | 'ticket'>,
  own: NodeJS.ProcessEnv,
  options: { offline?: boolean } = {},
): Promise<Led> {
  const offline = options.offline || isLedOffline(own)
  const proxy = await openHttpProxy(endpoints, offline)
  const dir = mkdtempSync(join(tmpdir(), 'wx-logistics-'))
  const write = (name: string, content: string | Buffer): string => {
    const path = join(dir, name)
    writeFileSync(path, content, { mode: 0o600 })
    return path
  }
  const trusted = [...trustedCertificates(own), endpoints.ca]
  const bundle = write('ca.pem', trusted.join('\n'))
  mkdirSync(join(dir, 'php'))
  const prelude = write('prelude.php', phpPrelude(url, offline))
  const php = { 'curl.cainfo': bundle, 'openssl.cafile': bundle, auto_prepend_file: prelude }
  // A backslash would stand for what follows it.
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
    WGETRC: write('wgetrc', `${ownWgetrc(own)}\n${leadingWgetrc(proxy.url, bundle)}`),
    // What is empty stands for the folder that PHP was built with.
    PHP_INI_SCAN_DIR: [own.PHP_INI_SCAN_DIR ?? '', join(dir, 'php')].join(delimiter),
    ...javaEnvironment(proxy, write('trust.jks', javaTrustStore(trusted)), offline, own),
  }
  return {
    env,
    close: () => {
      proxy.close()
      // Windows removes no file that a program which is about to end still holds.
      rmSync(dir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

function isLedOffline({ [ENDPOINTS_VARIABLE]: text }: NodeJS.ProcessEnv): boolean {
  const lead: Partial<Redirection> = text ? JSON.parse(text) : {}
  return lead.offline === true
}

/** In brackets, ::1 is a mistake to httpx; without, to nobody. */
const LOCAL = '127.0.0.1,localhost,::1'

function bothCases(variables: Record<string, string>): Record<string, string> {
  const small = Object.entries(variables).map(([name, value]) => [name.toLowerCase(), value])
  return { ...variables, ...Object.fromEntries(small) }
}

/** What the user has told wget, which reads one such file. */
function ownWgetrc({ WGETRC = join(homedir(), '.wgetrc') }: NodeJS.ProcessEnv): string {
  try {
    return readFileSync(WGETRC, 'utf8')
  } catch {
    return ''
  }
}

/** What wget heeds before its environment, and before what the user has told it. */
function leadingWgetrc(proxy: string, bundle: string): string {
  const { username, password } = new URL(proxy)
  const settings = {
    ca_certificate: bundle,
    use_proxy: 'on',
    http_proxy: proxy,
    https_proxy: proxy,
    proxy_user: username,
    proxy_password: password,
    no_proxy: '', // forgets the user's, which another would be added to; that of the environment holds then
  }
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}
