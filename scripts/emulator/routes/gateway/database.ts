import {
  CollectionNotExistError,
  type DatabaseCode,
  DatabaseError,
  NotSimulatedInDatabaseError,
} from '../../database/DatabaseError'
import type { Fields } from '../../database/Documents'
import type { Body } from '../../service/behaviours/Behaviour'
import type { CloudDatabase } from '../../service/CloudDatabase'
import { NotSimulatedError } from '../../service/NotSimulatedError'
import { stubbedAnswer } from './otherActions'
import type { OtherAction } from './requests'

/** What wx-server-sdk converts the platform's names of errors to; all others become -501001 (src/config/error.config.ts). */
const errcodes: Partial<Record<DatabaseCode, number>> = {
  DATABASE_REQUEST_FAILED: -502001,
  DATABASE_COLLECTION_NOT_EXIST: -502005,
  INVALID_PARAM: -501007,
}

export function isDatabaseAction(action: string): boolean {
  return action.startsWith('database.')
}

/** Returns what the log shows of an action: not the documents, which may be secret. */
export function shownFields({ collectionName }: OtherAction): Fields {
  return collectionName === undefined ? {} : { collectionName }
}

/**
 * Carries out an action of the database. A failure has the fields `errcode` and `errmsg`, as WeChat's, and the platform's `code`.
 *
 * @throws NotSimulatedError
 */
export async function callDatabase(database: CloudDatabase, fields: OtherAction): Promise<Body> {
  const { action } = fields
  try {
    return await database.call(action, fields)
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    const { code } = error
    const errcode = errcodes[code] ?? -501001
    if (error instanceof NotSimulatedInDatabaseError) {
      throw new NotSimulatedError(action, { errcode, answer: stubbedAnswer(action), feature: error.feature })
    }
    return { errcode, errmsg: `${error.message}${wayOut(error)}`, code }
  }
}

function wayOut(error: DatabaseError): string {
  if (!(error instanceof CollectionNotExistError)) return ''
  return ` Create it in local-wechat.json: ${JSON.stringify({ collections: { [error.collection]: [] } })}`
}
