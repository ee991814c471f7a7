import * as v from 'valibot'

/** Calls `POST /functions/NAME` as a user, or as a server if there is no openid. Returns the whole response. */
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
 * Returns what a function returned, and the id of its request.
 *
 * @throws if the response is a failure
 */
export function returnedIn(answer: unknown): v.InferOutput<typeof returned> {
  return v.parse(returned, answer)
}
