import { sep } from 'node:path'
import { ENDPOINTS_VARIABLE, type Redirection } from './Endpoints'

/**
 * The variables by which every Node that finds them is led to the local WeChat.
 *
 * @param preload path of the built preload.ts
 * @param nodeOptions NODE_OPTIONS that hold already, which are kept
 * @example
 * preloadEnvironment('/emulator/preload.js', wechat.endpoints).NODE_OPTIONS // '--require "/emulator/preload.js"'
 */
export function preloadEnvironment(preload: string, lead: Redirection, nodeOptions?: string): Record<string, string> {
  // Quoted as https://nodejs.org/api/cli.html#node_optionsoptions says, where a backslash would stand for what follows it.
  const path = JSON.stringify(preload.replaceAll(sep, '/'))
  return {
    NODE_OPTIONS: [`--require ${path}`, nodeOptions].filter(Boolean).join(' '),
    [ENDPOINTS_VARIABLE]: JSON.stringify(lead),
  }
}
