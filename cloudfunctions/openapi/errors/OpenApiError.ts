/**
 * The one error of this project: WeChat's code and message, and nothing else that could leak.
 *
 * @param errCode WeChat's number, or one of the `codes`
 * @param errMsg the message in the SDK's form, `openapi.logistics.bindAccount:fail ...`
 * @example
 * throw new OpenApiError(-401002, 'openapi.logistics.bindAccount:fail parameter.bizId is missing')
 */
export class OpenApiError extends Error {
  override readonly name = 'OpenApiError'

  // What only an HTTPS call learns; declared, so that the functions' bundles hold nothing of it.
  /** WeChat's id of the request: /cgi-bin/openapi/rid/get tells about it for seven days. */
  declare readonly rid?: string
  /** What the courier answered: the cloud call loses it. */
  declare readonly deliveryResultcode?: number
  declare readonly deliveryResultmsg?: string

  constructor(
    readonly errCode: number,
    readonly errMsg: string,
    options?: ErrorOptions,
  ) {
    super(errMsg, options)
  }

  toJSON(): { errCode: number; errMsg: string } {
    return { errCode: this.errCode, errMsg: this.errMsg }
  }
}

/**
 * Whether something that was thrown is an OpenApiError; never throws itself, as `instanceof` does for a hostile thing.
 *
 * @example
 * isOpenApiError(new OpenApiError(-401002, 'openapi.logistics.bindAccount:fail parameter.bizId is missing')) // true
 */
export function isOpenApiError(thrown: unknown): thrown is OpenApiError {
  try {
    return thrown instanceof OpenApiError
  } catch {
    return false
  }
}
