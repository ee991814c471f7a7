import { createServer, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import Busboy from '@fastify/busboy'
import protobuf from 'protobufjs'
import { lookLikeACloudFunction } from './lookLikeACloudFunction'
import { portOf } from './portOf'

/** The parts of the unmodified SDK that tests use: any API, with and without the SDK's conversion of names. */
interface RealSdk {
  readonly DYNAMIC_CURRENT_ENV: symbol
  init(config: { env: symbol }): void
  readonly openapi: SomeApi & ((options: { convertCase: boolean }) => SomeApi)
}

interface SomeApi {
  readonly some: { api(params: object): Promise<unknown> }
}

/** A top-level parameter on the wire. */
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
const Request = root.lookupType('CommApiData')
const Response = root.lookupType('CommOpenApiResp')

/** The gateway's response to a cloud call that succeeded. */
export const OK = Response.encode({
  respData: Buffer.from('{"errcode":0,"errmsg":"ok"}'),
  contentType: 'application/json',
}).finish()

/**
 * Loads the real wx-server-sdk with a gateway that responds ok to every call.
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
    /** Returns the parameters that one call sends. */
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

/** Returns the only binary part of the form that a cloud call sends. */
export function requestDataOf({ headers }: IncomingMessage, body: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const form = new Busboy({ headers: { 'content-type': headers['content-type'] ?? '' } })
    form.on('file', (_name, content) => resolve(buffer(content)))
    form.on('error', reject)
    form.end(body)
  })
}

/** Returns the parameters in the binary part. */
export function pairsOf(requestData: Buffer): Pair[] {
  const { openapiData }: { openapiData?: { pairs?: Pair[] } } = Request.toObject(Request.decode(requestData))
  return openapiData?.pairs ?? []
}
