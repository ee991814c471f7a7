import { sep } from 'node:path'
import { DOORS_VARIABLE, type Lead } from './Doors'

/**
 * The variables by which every Node that finds them is led to the local WeChat.
 *
 * @param preload path of the built preload.ts
 * @param nodeOptions NODE_OPTIONS that hold already, which are kept
 * @example
 * leadingEnvironment('/emulator/preload.js', wechat.doors).NODE_OPTIONS // '--require "/emulator/preload.js"'
 */
export function leadingEnvironment(preload: string, lead: Lead, nodeOptions?: string): Record<string, string> {
  // Quoted as https://nodejs.org/api/cli.html#node_optionsoptions says, where a backslash would stand for what follows it.
  const path = JSON.stringify(preload.replaceAll(sep, '/'))
  return {
    NODE_OPTIONS: [`--require ${path}`, nodeOptions].filter(Boolean).join(' '),
    [DOORS_VARIABLE]: JSON.stringify(lead),
  }
}
