import { CollectionNotExistError, DatabaseError, NotSimulatedInDatabaseError } from '../../database/DatabaseError'
import { emptyAnswer } from '../../database/emptyAnswer'
import type { Body } from '../../service/Behaviour'
import type { CloudDatabase } from '../../service/CloudDatabase'
import { NotSimulatedError } from '../../service/NotSimulatedError'
import type { OtherAction } from './requests'

export function isDatabaseAction(action: string): boolean {
  return action.startsWith('database.')
}

/**
 * Carries out an action of the database. A failure has `errcode` and `errmsg`, as WeChat's, and the platform's `code`.
 *
 * @throws NotSimulatedError
 */
export async function callDatabase(database: CloudDatabase, fields: OtherAction): Promise<Body> {
  const { action } = fields
  try {
    return await database.call(action, fields)
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    const { errCode: errcode, code, message } = error
    if (error instanceof NotSimulatedInDatabaseError) {
      throw new NotSimulatedError(action, { errcode, answer: emptyAnswer(action), feature: error.feature })
    }
    const isMissing = error instanceof CollectionNotExistError
    const fixtures = isMissing && `${JSON.stringify(error.collection)}: []`
    return {
      errcode,
      errmsg: fixtures ? `${message} Add it to collections in local-wechat.json: ${fixtures}` : message,
      code,
    }
  }
}
