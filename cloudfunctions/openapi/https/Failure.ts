/**
 * How far a request came: `unsent`, no connection was made, so WeChat has seen nothing of it; `unanswered`, it may have
 * been sent, and no answer came; `answered`, something came back.
 */
export type Stage = 'unsent' | 'unanswered' | 'answered'

/** A request over HTTPS that got no use out of WeChat. It stays inside: callers see the OpenApiError made of it. */
export class Failure extends Error {
  override readonly name = 'Failure'

  constructor(
    readonly errCode: number,
    message: string,
    readonly stage: Stage,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}
