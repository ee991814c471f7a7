import type { Message } from '../../../../cloudfunctions/openapi/messages/Message'
import { CollectionNotExistError, DatabaseError, NotSimulatedInDatabaseError } from '../../database/DatabaseError'
import type { Body } from '../../service/Behaviour'
import type { CloudDatabase } from '../../service/CloudDatabase'
import { NotSimulatedError } from '../../service/NotSimulatedError'
import type { ReceivedCall } from '../CallHandler'
import type { OtherAction } from './requests'

export function isDatabaseAction(action: string): boolean {
  return action.startsWith('database.')
}

/** Returns how the call handler responds to an action of the database, and what the log says about it. */
export function databaseCall(
  database: CloudDatabase,
  fields: OtherAction,
): Pick<ReceivedCall, 'wireParams' | 'note' | 'respond' | 'hint'> {
  const { collectionName } = fields
  const warning = database.warning(fields)
  let advice: Message | undefined
  return {
    wireParams: { collectionName },
    ...(warning && { note: warning }),
    respond: async () => {
      try {
        return await database.call(fields.action, fields)
      } catch (error) {
        if (!(error instanceof DatabaseError)) throw error
        advice = messageOf(error)
        return bodyOf(fields.action, error, advice.en)
      }
    },
    hint: () => advice,
  }
}

/** Completes the message about a collection that does not exist. */
function messageOf(error: DatabaseError): Message {
  const { en, zh } = error.both
  if (!(error instanceof CollectionNotExistError)) return error.both
  const fixtures = `${JSON.stringify(error.collection)}: []`
  return {
    en: `${en} Add it to collections in local-wechat.json: ${fixtures}`,
    zh: `${zh}请加入 local-wechat.json 的 collections：${fixtures}`,
  }
}

/** A stub would answer every other request of the same action too. */
const INSTEAD: Message = {
  en: 'change the request, or replace it in your test',
  zh: '请改用其他写法，或在测试中替换这个调用',
}

/**
 * Returns the body of a failure. It has `errcode` and `errmsg`, as WeChat's, and the platform's `code`.
 *
 * @throws NotSimulatedError
 */
function bodyOf(action: string, error: DatabaseError, errmsg: string): Body {
  const { errCode: errcode, code } = error
  if (error instanceof NotSimulatedInDatabaseError) {
    const { feature } = error
    // No call of an unknown action succeeds, so that a stub for it changes none.
    const way = feature === action ? { answer: { data: {} } } : { answer: undefined, instead: INSTEAD, feature }
    throw new NotSimulatedError(action, { errcode, ...way })
  }
  return { errcode, errmsg, code }
}
