import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'esbuild'

/*
 * What a bundle contains of wx-server-sdk and its dependencies. A part is a package, or a folder or file of one. In the one
 * file that webpack made of wx-server-sdk it is a module; in its openapi.js, a message or a method of every message.
 * The longest matching name decides. What only a part that is left out requires is left out with it and not listed.
 * Found by making cloud calls and by reading what the SDK does when it is loaded (wx-server-sdk 4.0.2).
 */

/** What a cloud call and this project's own code use. */
export const kept: readonly string[] = [
  'wx-server-sdk',
  '@cloudbase/node-sdk/dist/cloudbase.js',
  '@cloudbase/node-sdk/dist/const',
  '@cloudbase/node-sdk/dist/index.js',
  '@cloudbase/node-sdk/dist/utils',
  '@cloudbase/node-sdk/dist/wx',
  '@cloudbase/node-sdk/package.json',
  '@cloudbase/signature-nodejs',
  '@protobufjs/aspromise',
  '@protobufjs/base64',
  '@protobufjs/eventemitter',
  '@protobufjs/float',
  '@protobufjs/pool',
  '@protobufjs/utf8',
  'bignumber.js',
  'clone',
  'combined-stream',
  'delayed-stream',
  'form-data',
  'function-bind',
  'hasown',
  'is-stream',
  'json-bigint',
  'protobufjs',
  'leven',
  'valibot',
]

/** What throws when it is used, each with the reason why no cloud call uses it. */
export const leftOut: Readonly<Record<string, string>> = {
  '@cloudbase/node-sdk/dist/ai': 'only ai() reaches it',
  '@cloudbase/node-sdk/dist/analytics': 'only analytics() reaches it, which wx-server-sdk does not offer',
  '@cloudbase/node-sdk/dist/auth': 'only auth() and the data models reach it, which wx-server-sdk does not offer',
  '@cloudbase/node-sdk/dist/cloudrun': 'only callContainer() reaches it, which wx-server-sdk does not offer',
  '@cloudbase/node-sdk/dist/database': 'only database() reaches it',
  '@cloudbase/node-sdk/dist/functions': 'only callFunction() reaches it',
  '@cloudbase/node-sdk/dist/logger': 'only logger() reaches it',
  '@cloudbase/node-sdk/dist/notification':
    'only sendTemplateNotification() reaches it, which wx-server-sdk does not offer',
  '@cloudbase/node-sdk/dist/storage': 'only uploadFile() and the like reach it',
  '@cloudbase/node-sdk/dist/utils/tcbopenapicommonrequester.js':
    'only the data models use it; init() treats any failure of theirs as "not available"',
  '@cloudbase/node-sdk/dist/utils/tcbopenapiendpoint.js':
    'only the data models use it; init() treats any failure of theirs as "not available"',
  '@cloudbase/wx-cloud-client-sdk': 'only the data models use it; init() tries it and takes any failure for none',
  asynckit: 'only streams and files in a form need it (form-data), and a cloud call is sent from memory',
  axios: 'only outside a cloud function: asks whether this is a machine of Tencent, and any failure means no',
  'http-proxy-agent': 'only init({ proxy }) reaches it',
  'https-proxy-agent': 'only init({ proxy }) reaches it',
  long: 'only 64-bit numbers need it, of which no message has one; protobufjs does without when it fails',
  'mime-db': 'only parameters that are files need it',
  'mime-types': 'only files in a form need it (form-data), and a cloud call has none that it knows to be one',
  retry: 'only init({ retries }) reaches it',
  'wx-server-sdk/src/api/database/api/database': 'only database() reaches it',
  'wx-server-sdk/src/protobuf/openapi.js/ApiGetOpenDataByCloudIdReq': 'only getOpenData() reaches it',
  'wx-server-sdk/src/protobuf/openapi.js/ApiGetOpenDataByCloudIdResp': 'only getOpenData() reaches it',
  'wx-server-sdk/src/protobuf/openapi.js/ApiOptions': 'only cloudPay reaches it',
  'wx-server-sdk/src/protobuf/openapi.js/ApiVoipSignReq': 'only getVoIPSign() reaches it',
  'wx-server-sdk/src/protobuf/openapi.js/ApiVoipSignResp': 'only getVoIPSign() reaches it',
  'wx-server-sdk/src/protobuf/openapi.js/AuthorizationInfo': 'only new cloud.Cloud() reaches it',
  'wx-server-sdk/src/protobuf/openapi.js/GetCloudCallSignReq': 'only getCloudCallSign() reaches it',
  'wx-server-sdk/src/protobuf/openapi.js/GetCloudCallSignResp': 'only getCloudCallSign() reaches it',
  'wx-server-sdk/src/protobuf/openapi.js/InnerApiData': 'nothing reaches it',
  'wx-server-sdk/src/protobuf/openapi.js/SvrkitApiData':
    'only getOpenData(), getVoIPSign() and getCloudCallSign() reach it',
  'wx-server-sdk/src/protobuf/openapi.js/TokenApiData': 'only new cloud.Cloud() reaches it',
  'wx-server-sdk/src/protobuf/openapi.js/decodeDelimited': 'the SDK uses encode and decode only',
  'wx-server-sdk/src/protobuf/openapi.js/encodeDelimited': 'the SDK uses encode and decode only',
  'wx-server-sdk/src/protobuf/openapi.js/fromObject': 'the SDK uses encode and decode only',
  'wx-server-sdk/src/protobuf/openapi.js/toJSON': 'the SDK uses encode and decode only',
  'wx-server-sdk/src/protobuf/openapi.js/toObject': 'the SDK uses encode and decode only',
  'wx-server-sdk/src/protobuf/openapi.js/verify': 'the SDK uses encode and decode only',
}

/** What is loaded at its first use, though the SDK requires it at once. */
export const deferred: Readonly<Record<string, string>> = {
  https: 'only a gateway behind https uses it',
}

/** What would not work in a bundle, or is too large, and code with the same effect. */
export const replaced: Readonly<Record<string, { because: string; by: string }>> = {
  'agentkeepalive/index.js': {
    because:
      'keeps connections alive, which a function must not do (cloud/sdk.ts); only outside the cloud does the SDK use it',
    by: 'module.exports = { __esModule: true, default: require("http").Agent, get HttpsAgent() { return require("https").Agent } }',
  },
  '@cloudbase/node-sdk/dist/utils/version.js': {
    because:
      'reads ../../package.json beside the running file, where a bundle has none, and sends the version to the gateway',
    by: 'export { version } from "../../package.json"',
  },
  'es-set-tostringtag/index.js': {
    because: 'brings 13 kB of packages to set one property',
    by: 'module.exports = (object, tag) => { Object.defineProperty(object, Symbol.toStringTag, { configurable: true, value: tag }) }',
  },
}

/** An esbuild plugin: bundles wx-server-sdk without what `leftOut` lists. Give `checkParts` the inputs of the result. */
export const leanSdk: Plugin = {
  name: 'leanSdk',
  setup({ onLoad, onResolve }) {
    onLoad({ filter: /[\\/]node_modules[\\/].*\.js$/ }, ({ path }) => {
      const part = partOf(path)
      if (part === undefined) return undefined
      if (part in leftOut) return { contents: standIn('leftOut', JSON.stringify(part)) }
      const contents = replaced[part]?.by ?? (part === SDK ? cut(readFileSync(path, 'utf8')) : undefined)
      return contents === undefined ? undefined : { contents }
    })
    onResolve({ filter: /^leftOut:/ }, ({ path }) => ({ path: path.slice('leftOut:'.length), namespace: 'leftOut' }))
    onResolve({ filter: /^https$/ }, ({ path }) => ({ path, namespace: 'deferred' }))
    onLoad({ filter: /./, namespace: 'leftOut' }, ({ path }) => ({
      contents: standIn('leftOut', JSON.stringify(path)),
      resolveDir: __dirname,
    }))
    onLoad({ filter: /./, namespace: 'deferred' }, ({ path }) => ({
      contents: standIn('deferred', `() => require('node:${path}')`),
      resolveDir: __dirname,
    }))
  },
}

/**
 * Checks that the lists and the bundles agree, so that a new part of the SDK or an outdated line is noticed.
 *
 * @param inputs the names of all bundles' inputs, from esbuild's metafiles
 * @throws Error if a bundle contains a part that is not listed, or if no bundle contains a part that is listed
 * @example
 * checkParts(Object.keys(metafile.inputs))
 */
export function checkParts(inputs: readonly string[]): void {
  const stranger = inputs.find((input) => nameOf(input) !== undefined && partOf(input) === undefined)
  if (stranger !== undefined) {
    throw new Error(
      `scripts/development/build/leanSdk.ts does not know ${nameOf(stranger)}: list it as kept, or as left out with the reason why that is safe`,
    )
  }
  const met = new Set(inputs.map(partOf))
  const gone = listed.find((part) => !met.has(part))
  if (gone !== undefined) {
    throw new Error(
      `scripts/development/build/leanSdk.ts lists ${gone}, which the SDK no longer brings: delete its line`,
    )
  }
}

/** Whether an input of a bundle is only the replacement of a part that is left out. */
export function isLeftOut(input: string): boolean {
  return (partOf(input) ?? '') in leftOut
}

/** All parts, the longest first. */
const listed = [...kept, ...[leftOut, deferred, replaced].flatMap(Object.keys)].sort((a, b) => b.length - a.length)

/** Returns the part that a file, or an input of a bundle, belongs to. */
function partOf(input: string): string | undefined {
  return listed.find((part) => `${nameOf(input)}/`.startsWith(`${part}/`))
}

/** Returns the name of a file from its package on, or of a replacement; undefined for this project's own files. */
function nameOf(input: string): string | undefined {
  return /^(?:.*node_modules\/|leftOut:|deferred:)(.+)$/.exec(input.replaceAll('\\', '/'))?.[1]
}

/** @param argument of the function that makes the replacement, as code */
function standIn(name: 'leftOut' | 'deferred', argument: string): string {
  return `module.exports = require(${JSON.stringify(join(__dirname, 'leanSdk/standIns'))}).${name}(${argument})`
}

const SDK = 'wx-server-sdk'
const OPENAPI = 'src/protobuf/openapi.js'

/** Cuts parts out of wx-server-sdk's one file, by the forms in which webpack writes modules and protobufjs messages. */
function cut(source: string): string {
  const replaceIn = (folder: string, assign: string) => (text: string, head: string, name: string) => {
    const input = `leftOut:wx-server-sdk/${folder}${name}`
    return isLeftOut(input) ? `${head}${assign}require(${JSON.stringify(input)});\n` : text
  }
  return source
    .replace(
      /^(\/\*{3}\/ "\.\/([^"]+)":\n.*?\(function\([^)]*\) \{\n).*?^(?=\/\*{3}\/ \}\))/gms,
      replaceIn('', 'module.exports = '),
    )
    .replace(/^(\$root\.(\w+) = )\(function\(\) \{\n.*?^\}\)\(\);\n/gms, replaceIn(`${OPENAPI}/`, ''))
    .replace(/^( {4}\w+\.(?:prototype\.)?(\w+) = )function .*?^ {4}\};\n/gms, replaceIn(`${OPENAPI}/`, ''))
}
