import * as v from 'valibot'
import { nameMistake } from './nameMistake'
import { exactly, listOf, name } from './plainSchemas'

const answer = v.record(v.string(), v.unknown(), 'should be an object, {...}')

/** A canned answer for an API, simulated or not. */
export const stubSchema = exactly({
  api: v.pipe(
    name,
    v.description(
      'The API: subscribeMessage.send, or the path of one that is no cloud call, /sns/jscode2session. 接口名，或 HTTPS 接口的路径',
    ),
  ),
  answer: v.pipe(v.exactOptional(answer), v.description("What each call gets, WeChat's JSON. 每次调用的返回")),
  answers: v.pipe(
    v.exactOptional(listOf(answer)),
    v.description(
      'In place of answer: what the calls get one after the other; the last stays. 代替 answer：依次返回，之后一直返回最后一个',
    ),
  ),
})

export type Stub = v.InferOutput<typeof stubSchema>

/** What is wrong with a stub, and in which of its fields; undefined when nothing is. */
export function stubMistake({ api, answer, answers }: Stub): { field: string; what: string } | undefined {
  const what = nameMistake(api)
  if (what !== undefined) return { field: 'api', what }
  if (answers?.length === 0) return { field: 'answers', what: 'should not be empty' }
  if ((answer === undefined) === (answers === undefined)) {
    return { field: 'answer', what: 'or answers should be given, and not both' }
  }
  return undefined
}
