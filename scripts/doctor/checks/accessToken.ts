import { Failure } from '../../../cloudfunctions/openapi/https/Failure'
import { stableTokens } from '../../../cloudfunctions/openapi/https/stableTokens'
import { type Finding, right } from '../Finding'
import { failed } from '../failed'

const TIMEOUT_MS = 15_000

/** As WeChat says it with 40164: `invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist`. */
const ADDRESS = /invalid ip ([0-9a-f.:]+)/

/**
 * Whether WeChat gives this machine a token, which wants appid, appsecret and the IP whitelist to be right.
 *
 * @returns the token, where there is one, and what was found
 */
export async function accessToken(
  baseUrl: string,
  appid: string,
  secret: string,
): Promise<{ token?: string; finding: Finding }> {
  try {
    const token = await stableTokens({ appid, secret, baseUrl, timeoutMs: TIMEOUT_MS, fetch })()
    return {
      token,
      finding: right(`WeChat gives ${appid} an access_token here`, `本机能为 ${appid} 获取 access_token`),
    }
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown
    const finding = failed({ en: `no access_token for ${appid}`, zh: `未能为 ${appid} 获取 access_token` }, thrown)
    const address = thrown.errCode === 40164 ? ADDRESS.exec(thrown.message)?.[1] : undefined
    if (address === undefined) return { finding }
    const next = {
      en: `add ${address} to the IP whitelist (IP白名单) of the mini program at mp.weixin.qq.com`,
      zh: `把 ${address} 加入 mp.weixin.qq.com 的 IP 白名单`,
    }
    return { finding: { ...finding, next } }
  }
}
