/** The platform's names of errors. */
export type DatabaseCode =
  | 'DATABASE_REQUEST_FAILED'
  | 'DATABASE_COLLECTION_NOT_EXIST'
  | 'DATABASE_COLLECTION_ALREADY_EXIST'
  | 'DATABASE_TRANSACTION_CONFLICT'
  | 'DATABASE_TRANSACTION_FAIL'
  | 'INVALID_PARAM'

/** The numbers that wx-server-sdk gives them (src/config/error.config.ts); any other name becomes -501001. */
const errCodes: Partial<Record<DatabaseCode, number>> = {
  DATABASE_REQUEST_FAILED: -502001,
  DATABASE_COLLECTION_NOT_EXIST: -502005,
  INVALID_PARAM: -501007,
}

/** An action that the database refuses. Nothing was changed. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError'

  constructor(
    readonly code: DatabaseCode,
    message: string,
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
    super('DATABASE_COLLECTION_NOT_EXIST', `[ResourceNotFound] Db or Table not exist: ${collection}.`)
  }
}

/** An operator, a stage or a type that MongoDB has and this database does not simulate. */
export class NotSimulatedInDatabaseError extends DatabaseError {
  /** @param feature `$geoNear`, for example */
  constructor(readonly feature: string) {
    super('DATABASE_REQUEST_FAILED', `${feature} is not simulated by the local WeChat`)
  }
}

/** An invalid operator, a wrong type, a duplicate: what MongoDB answers with an error. */
export function requestFailed(message: string): DatabaseError {
  return new DatabaseError('DATABASE_REQUEST_FAILED', message)
}
