import * as v from 'valibot'

/** `POST /functions/NAME` as a user does, or without an openid as a server does; the whole answer. */
export async function callFunction(url: string, name: string, data: unknown, openid?: string): Promise<unknown> {
  const response = await fetch(`${url}/functions/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(openid === undefined ? {} : { 'x-wx-openid': openid }) },
    body: JSON.stringify(data),
  })
  return response.json()
}

const returned = v.object({
  errMsg: v.literal('cloud.callFunction:ok'),
  requestID: v.string(),
  result: v.unknown(),
})

/**
 * What a function returned, and the id of its request.
 *
 * @throws when the answer is a failure
 */
export function returnedIn(answer: unknown): v.InferOutput<typeof returned> {
  return v.parse(returned, answer)
}
