import { createServer, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import Busboy from '@fastify/busboy'
import protobuf from 'protobufjs'
import { lookLikeACloudFunction } from './lookLikeACloudFunction'
import { portOf } from './portOf'

/** The unmodified SDK, as far as a test uses it: any API, with and without its own conversion of names. */
interface RealSdk {
  readonly DYNAMIC_CURRENT_ENV: symbol
  init(config: { env: symbol }): void
  readonly openapi: SomeApi & ((options: { convertCase: boolean }) => SomeApi)
}

interface SomeApi {
  readonly some: { api(params: object): Promise<unknown> }
}

/** One top-level parameter as it travels. */
export interface Pair {
  key: string
  value: Uint8Array
}

const { root } = protobuf.parse(`
  syntax = "proto3";
  message KeyValuePair    { string key = 1; bytes value = 2; }
  message OpenApiData     { repeated KeyValuePair pairs = 1; }
  message CommApiData     { OpenApiData openapiData = 2; }
  message CommOpenApiResp { bytes respData = 1; string contentType = 2; }
`)
const Question = root.lookupType('CommApiData')
const Answer = root.lookupType('CommOpenApiResp')

/** The gateway's response to a cloud call that succeeded. */
export const OK = Answer.encode({
  respData: Buffer.from('{"errcode":0,"errmsg":"ok"}'),
  contentType: 'application/json',
}).finish()

/**
 * Loads the real wx-server-sdk against a gateway of its own, which answers ok to whatever it is asked.
 *
 * @example
 * const sdk = await startRealSdk()
 * await sdk.sent((cloud) => cloud.openapi.some.api({ bizId: '1' })) // [{ key: 'biz_id', value: <"1"> }]
 * await sdk.close()
 */
export async function startRealSdk() {
  let lastSent: Pair[] = []
  const gateway = createServer(async (request, response) => {
    lastSent = pairsOf(await requestDataOf(request, await buffer(request)))
    response.setHeader('content-type', 'application/octet-stream').end(OK)
  })
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve))
  const cloud = loadSdk(portOf(gateway))
  return {
    /** What one call puts on the wire. */
    async sent(call: (cloud: RealSdk) => Promise<unknown>): Promise<Pair[]> {
      await call(cloud)
      return lastSent
    },
    close: () =>
      new Promise((resolve) => {
        gateway.close(resolve)
        gateway.closeAllConnections()
      }),
  }
}

function loadSdk(port: number): RealSdk {
  lookLikeACloudFunction(`http://127.0.0.1:${port}/admin`)
  const cloud = jest.requireActual<RealSdk>('wx-server-sdk')
  cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
  return cloud
}

/** The one binary part of a cloud call's form. */
export function requestDataOf({ headers }: IncomingMessage, body: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const form = new Busboy({ headers: { 'content-type': headers['content-type'] ?? '' } })
    form.on('file', (_name, content) => resolve(buffer(content)))
    form.on('error', reject)
    form.end(body)
  })
}

/** The parameters in it. */
export function pairsOf(requestData: Buffer): Pair[] {
  const { openapiData }: { openapiData?: { pairs?: Pair[] } } = Question.toObject(Question.decode(requestData))
  return openapiData?.pairs ?? []
}
