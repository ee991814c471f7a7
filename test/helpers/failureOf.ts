import { OpenApiError } from '../../cloudfunctions/openapi/errors/OpenApiError'

/** The code and message of the OpenApiError that a function throws; anything else it throws goes on. */
export function failureOf(run: () => unknown): { errCode: number; errMsg: string } {
  try {
    run()
  } catch (thrown) {
    if (thrown instanceof OpenApiError) return thrown.toJSON()
    throw thrown
  }
  throw new Error('nothing was thrown')
}
