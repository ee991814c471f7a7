import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { delimiter, join, sep } from 'node:path'
import { PRELOAD, WATCHDOG } from '../../emulator/built'
import type { LocalWeChat } from '../../emulator/createLocalWeChat'
import { ENDPOINTS_VARIABLE, preloadEnvironment } from '../../emulator/redirect/Endpoints'
import { sdkEnvironment } from '../../emulator/redirect/sdkEnvironment'
import { isWeChatHost, plainName, WECHAT_HOSTS } from '../../emulator/redirect/wechatHosts'
import { javaEnvironment, javaTrustStore } from './java'
import { type HttpProxy, openHttpProxy } from './openHttpProxy'
import { openSocksProxy } from './openSocksProxy'
import { pythonStartup, rubyStartup } from './startupFiles'
import { certificatesIn, trustedCertificates } from './trustedCertificates'

export interface Redirected {
  /** Whether other hosts are refused. */
  offline: boolean
  /** The environment variables of a program that is redirected, with the user's own. */
  env: NodeJS.ProcessEnv
  /** Gets the id of the program's process: if this process is killed, that one is stopped too. */
  onStart: (pid: number) => void
  /** Closes the proxies, and removes the files that were written for the program. Call it when the program has exited. */
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
  const outer = own[ENDPOINTS_VARIABLE] ?? ''
  const offline = options.offline || outer.includes('"offline":true')
  const proxy = await openHttpProxy(endpoints, offline)
  const socks = await openSocksProxy(endpoints)
  const dir = mkdtempSync(join(temporaryFolder(), 'wx-logistics-'))
  const watchdog = spawn(process.execPath, [WATCHDOG, dir], {
    detached: true, // The signals of the terminal do not reach it.
    stdio: ['pipe', 'ignore', 'ignore'],
    windowsHide: true,
  })
  watchdog.stdin.on('error', () => {}) // Somebody may have killed it.
  watchdog.unref()
  const write = (name: string, content: string | Buffer): string => {
    const path = join(dir, name)
    writeFileSync(path, content, { mode: 0o600 })
    return path
  }
  const wgetrc = ownWgetrc(own)
  const trusted = [...trustedCertificates(own, certificatesOf(wgetrc)), endpoints.ca]
  const bundle = write('ca.pem', trusted.join('\n'))
  for (const folder of ['php', 'python', 'ruby']) mkdirSync(join(dir, folder))
  write('python/sitecustomize.py', pythonStartup(endpoints, offline))
  write('ruby/wx_logistics_exec.rb', rubyStartup(endpoints, offline))
  // In an ini file a backslash would escape the next character. PHP's streams (file_get_contents) use no proxy: a wrapper could
  // redirect them, but it would change how they reach every other host.
  const pem = bundle.replaceAll(sep, '/')
  write('php/exec.ini', `curl.cainfo="${pem}"\nopenssl.cafile="${pem}"\n`)
  const proxyUrl = `http://exec:${proxy.secret}@127.0.0.1:${proxy.port}`
  const direct = [...new Set([...LOCAL, ...(offline ? [] : hostsWithoutProxy(own))])].join()
  const env = {
    ...own,
    ...sdkEnvironment(`${url}/admin`, ticket),
    WX_API_BASE: url,
    // It names another local WeChat, which `call` would use.
    LOCAL_WECHAT_PORT: undefined,
    HTTP_PROXY: proxyUrl,
    http_proxy: proxyUrl,
    HTTPS_PROXY: proxyUrl,
    https_proxy: proxyUrl,
    NO_PROXY: direct,
    no_proxy: direct,
    ...preloadEnvironment(PRELOAD, { ...endpoints, offline }, own.NODE_OPTIONS),
    NODE_EXTRA_CA_CERTS: write('node.pem', [...certificatesIn(own.NODE_EXTRA_CA_CERTS), endpoints.ca].join('\n')),
    SSL_CERT_FILE: bundle,
    REQUESTS_CA_BUNDLE: bundle,
    CURL_CA_BUNDLE: bundle,
    WGETRC: write('wgetrc', `${wgetrc}\n${redirectingWgetrc(proxy, bundle)}`),
    // An empty element means the folder that PHP was built with.
    PHP_INI_SCAN_DIR: [own.PHP_INI_SCAN_DIR ?? '', join(dir, 'php')].join(delimiter),
    PYTHONPATH: [join(dir, 'python'), own.PYTHONPATH].filter(Boolean).join(delimiter),
    // RUBYOPT cannot name a file with a space in its path.
    RUBYLIB: [join(dir, 'ruby'), own.RUBYLIB].filter(Boolean).join(delimiter),
    RUBYOPT: [own.RUBYOPT, '-rwx_logistics_exec'].filter(Boolean).join(' '),
    // Perl's LWP and Mojolicious read the proxy, and certificates of the user's choice, only with these.
    PERL_LWP_ENV_PROXY: '1',
    PERL_LWP_SSL_CA_FILE: bundle,
    MOJO_PROXY: '1',
    MOJO_CA_FILE: bundle,
    // Bun does not read quotes here.
    BUN_OPTIONS: [`--preload ${PRELOAD.replaceAll(sep, '/').replaceAll(' ', '\\ ')}`, own.BUN_OPTIONS]
      .filter(Boolean)
      .join(' '),
    ...javaEnvironment(
      { http: proxy.port, socks: socks.port },
      write('trust.jks', javaTrustStore(trusted)),
      offline,
      own,
    ),
  }
  return {
    offline,
    env,
    onStart: (pid) => watchdog.stdin.write(String(pid)),
    close: () => {
      proxy.close()
      socks.close()
      // Windows does not remove a file that an exiting program still has open.
      rmSync(dir, { recursive: true, force: true, maxRetries: 5 })
      watchdog.stdin.end('\n')
    },
  }
}

/**
 * Returns the folder for temporary files (default: that of the system). Not one with a colon, which separates folders in
 * PHP_INI_SCAN_DIR and PYTHONPATH, or with a character that has a meaning in ini files or in the options of Java.
 */
function temporaryFolder(): string {
  const path = tmpdir()
  return sep === '/' && /[:"'\\$]/.test(path) ? '/tmp' : path
}

/** httpx does not accept `[::1]`; every client accepts `::1`. */
const LOCAL = ['127.0.0.1', 'localhost', '::1']

/**
 * Returns the hosts that the user reaches without a proxy, such as `10.0.0.0/8`, which some clients understand, without what
 * could include WeChat's hosts.
 */
function hostsWithoutProxy({ NO_PROXY, no_proxy }: NodeJS.ProcessEnv): string[] {
  const includesWeChat = (entry: string) => {
    const name = plainName(entry.replace(/:\d+$/, '').replace(/^\*?\.?/, ''))
    const isParent = WECHAT_HOSTS.some((host) => `.${host.replace(/^\./, '')}`.endsWith(`.${name}`))
    return name === '' || /[*[\]]/.test(name) || isParent || isWeChatHost(name)
  }
  const entries = String(no_proxy || NO_PROXY || '').split(/[\s,]+/)
  return entries.filter((entry) => entry !== '' && !includesWeChat(entry))
}

/** Returns the files and folders of certificates in settings of wget, which ignores case, `-` and `_` in their names. */
function certificatesOf(wgetrc: string): string[] {
  return [...wgetrc.matchAll(/^\s*ca[-_]?(?:certificate|directory)\s*=\s*(.*?)\s*$/gim)].map(([, path = '']) => path)
}

/** Returns the user's own settings of wget, which reads only one such file. */
function ownWgetrc({ WGETRC = join(homedir(), '.wgetrc') }: NodeJS.ProcessEnv): string {
  try {
    return readFileSync(WGETRC, 'utf8')
  } catch {
    return ''
  }
}

/**
 * Returns settings of wget, which take precedence over its environment and over earlier settings. The empty no_proxy removes
 * the user's, to which wget would add another one.
 */
function redirectingWgetrc({ port, secret }: HttpProxy, bundle: string): string {
  const url = `http://127.0.0.1:${port}`
  return `ca_certificate=${bundle}
use_proxy=on
http_proxy=${url}
https_proxy=${url}
proxy_user=exec
proxy_password=${secret}
no_proxy=
`
}
