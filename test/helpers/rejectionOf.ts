import { OpenApiError } from '../../cloudfunctions/openapi/errors/OpenApiError'

/** The OpenApiError that a promise is rejected with; anything else goes on. */
export async function rejectionOf(promise: Promise<unknown>): Promise<OpenApiError> {
  try {
    await promise
  } catch (thrown) {
    if (thrown instanceof OpenApiError) return thrown
    throw thrown
  }
  throw new Error('nothing was thrown')
}
