/** The minimum of a cold start: a function that makes one plain HTTP request. */
import { request } from 'node:http'

export function main(event: object): Promise<{ errCode: number }> {
  const { URL: gateway } = JSON.parse(process.env.TCB_CONTEXT_CNFG ?? '{}')
  return new Promise((resolve) => {
    request(gateway, { method: 'POST' }, (response) => {
      response.resume().once('end', () => resolve({ errCode: 0 }))
    }).end(JSON.stringify(event))
  })
}
