import { type Message, MessageError } from '../../../cloudfunctions/openapi/messages/Message'

/** The platform's names of errors. */
export type DatabaseCode =
  | 'DATABASE_REQUEST_FAILED'
  | 'DATABASE_COLLECTION_NOT_EXIST'
  | 'DATABASE_COLLECTION_ALREADY_EXIST'
  | 'DATABASE_TRANSACTION_CONFLICT'
  | 'DATABASE_TRANSACTION_FAIL'
  | 'INVALID_PARAM'
  | 'SERVER_TIMEOUT'

/** The numbers that wx-server-sdk gives them (src/config/error.config.ts); any other name becomes -501001. */
const errCodes: Partial<Record<DatabaseCode, number>> = {
  DATABASE_REQUEST_FAILED: -502001,
  DATABASE_COLLECTION_NOT_EXIST: -502005,
  INVALID_PARAM: -501007,
  SERVER_TIMEOUT: -501002,
}

/** An action that the database refuses. Nothing was changed. Functions get the English message. */
export class DatabaseError extends MessageError {
  override readonly name: string = 'DatabaseError'

  constructor(
    readonly code: DatabaseCode,
    message: Message,
  ) {
    super(message)
  }

  /** The number that functions get. */
  get errCode(): number {
    return errCodes[this.code] ?? -501001
  }
}

/** The collection does not exist. The caller knows how to create it and completes the message. */
export class CollectionNotExistError extends DatabaseError {
  constructor(readonly collection: string) {
    super('DATABASE_COLLECTION_NOT_EXIST', {
      en: `[ResourceNotFound] Db or Table not exist: ${collection}.`,
      zh: `集合 ${collection} 不存在。`,
    })
  }
}

/** An operator, a stage or a type that MongoDB has and this database does not simulate. */
export class NotSimulatedInDatabaseError extends DatabaseError {
  /** @param feature `$geoNear`, for example */
  constructor(readonly feature: string) {
    super('DATABASE_REQUEST_FAILED', {
      en: `${feature} is not simulated by the local WeChat`,
      zh: `本地模拟环境未模拟 ${feature}`,
    })
  }
}

/** An invalid operator, a wrong type, a duplicate: what MongoDB answers with an error. */
export function requestFailed(en: string, zh: string): DatabaseError {
  return new DatabaseError('DATABASE_REQUEST_FAILED', { en, zh })
}

/** What the platform refuses before it asks MongoDB. */
export function invalidParam(en: string, zh: string): DatabaseError {
  return new DatabaseError('INVALID_PARAM', { en, zh })
}
