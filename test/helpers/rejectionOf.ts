import { OpenApiError } from '../../cloudfunctions/openapi/errors/OpenApiError'

/** Returns the OpenApiError that a promise rejects with. Throws any other error again. */
export async function rejectionOf(promise: Promise<unknown>): Promise<OpenApiError> {
  try {
    await promise
  } catch (thrown) {
    if (thrown instanceof OpenApiError) return thrown
    throw thrown
  }
  throw new Error('nothing was thrown')
}
