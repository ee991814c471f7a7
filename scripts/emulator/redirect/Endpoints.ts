import { sep } from 'node:path'

/** Where the local WeChat listens instead of WeChat's hosts. */
export interface Endpoints {
  /** Its loopback address. */
  host: string
  /** Replaces every port except 443. */
  port: number
  /** Replaces port 443, for TLS. */
  tlsPort: number
  /** The certificate of its certificate authority, in PEM. */
  ca: string
}

/** What preload.ts needs to redirect a Node process. */
export interface Redirection extends Endpoints {
  /** Whether connections to all other hosts fail (default: false). */
  offline?: boolean
}

/** The environment variable that passes a Redirection to preload.ts, as JSON. */
export const ENDPOINTS_VARIABLE = 'LOCAL_WECHAT_ENDPOINTS'

/**
 * Returns the environment variables that redirect every Node process to the local WeChat.
 *
 * @param preload the path of the built preload.ts
 * @param nodeOptions the current NODE_OPTIONS, which are kept
 * @example
 * preloadEnvironment('/emulator/preload.js', wechat.endpoints).NODE_OPTIONS // '--require "/emulator/preload.js"'
 */
export function preloadEnvironment(
  preload: string,
  redirection: Redirection,
  nodeOptions?: string,
): Record<string, string> {
  // In quotes, a backslash is an escape character: https://nodejs.org/api/cli.html#node_optionsoptions
  const path = JSON.stringify(preload.replaceAll(sep, '/'))
  return {
    NODE_OPTIONS: [`--require ${path}`, nodeOptions].filter(Boolean).join(' '),
    [ENDPOINTS_VARIABLE]: JSON.stringify(redirection),
  }
}

/** Returns the error message for a host that is not reached because of --offline. */
export function offlineMessage(host: string): string {
  return `${host} is not reached: wx-logistics exec runs with --offline`
}
