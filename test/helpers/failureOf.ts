import { OpenApiError } from '../../cloudfunctions/openapi/errors/OpenApiError'

/** Returns the errCode and errMsg of the OpenApiError that a function throws. */
export function failureOf(run: () => unknown): { errCode: number; errMsg: string } {
  return errorOf(run).toJSON()
}

/** Returns the OpenApiError that a function throws. Any other error is thrown again. */
export function errorOf(run: () => unknown): OpenApiError {
  try {
    run()
  } catch (thrown) {
    if (thrown instanceof OpenApiError) return thrown
    throw thrown
  }
  throw new Error('nothing was thrown')
}
