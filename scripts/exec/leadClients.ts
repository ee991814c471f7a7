import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { delimiter, join, sep } from 'node:path'
import { PRELOAD } from '../emulator/built'
import type { LocalWeChat } from '../emulator/createLocalWeChat'
import { leadingEnvironment } from '../emulator/functions/leadingEnvironment'
import { sdkEnvironment } from '../emulator/functions/sdkEnvironment'
import { javaOptions } from './javaOptions'
import { javaTrustStore } from './javaTrustStore'
import { openHttpProxy } from './openHttpProxy'
import { phpPrelude } from './phpPrelude'
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
 * @param offline refuses hosts that are not WeChat's
 * @example
 * const { env, close } = await leadClients(wechat, process.env)
 */
export async function leadClients(
  { url, doors }: Pick<LocalWeChat, 'url' | 'doors'>,
  own: NodeJS.ProcessEnv,
  { offline = false } = {},
): Promise<Led> {
  const proxy = await openHttpProxy(doors, offline)
  const dir = mkdtempSync(join(tmpdir(), 'wx-logistics-'))
  const write = (name: string, content: string | Buffer): string => {
    const path = join(dir, name)
    writeFileSync(path, content, { mode: 0o600 })
    return path
  }
  const trusted = [...trustedCertificates(own), doors.ca]
  const bundle = write('ca.pem', trusted.join('\n'))
  mkdirSync(join(dir, 'php'))
  const prelude = write('prelude.php', phpPrelude(url, offline))
  const php = { 'curl.cainfo': bundle, 'openssl.cafile': bundle, auto_prepend_file: prelude }
  // A backslash would stand for what follows it.
  const ini = Object.entries(php).map(([name, path]) => `${name}="${path.replaceAll(sep, '/')}"\n`)
  write('php/exec.ini', ini.join(''))
  const wgetrc = ownWgetrc(own)
  const env = {
    ...own,
    ...sdkEnvironment(`${url}/admin`),
    WX_API_BASE: url,
    ...bothCases({ HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url, NO_PROXY: LOCAL }),
    ...leadingEnvironment(PRELOAD, { ...doors, offline }, own.NODE_OPTIONS),
    NODE_EXTRA_CA_CERTS: write('node.pem', [...certificatesIn(own.NODE_EXTRA_CA_CERTS), doors.ca].join('\n')),
    SSL_CERT_FILE: bundle,
    REQUESTS_CA_BUNDLE: bundle,
    CURL_CA_BUNDLE: bundle,
    WGETRC: write('wgetrc', `${wgetrc}\nca_certificate=${bundle}\n`),
    // What is empty stands for the folder that PHP was built with.
    PHP_INI_SCAN_DIR: [own.PHP_INI_SCAN_DIR ?? '', join(dir, 'php')].join(delimiter),
    JAVA_TOOL_OPTIONS: javaOptions(proxy, write('trust.jks', javaTrustStore(trusted)), offline, own.JAVA_TOOL_OPTIONS),
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
