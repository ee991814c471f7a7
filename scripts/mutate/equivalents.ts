/** A mistake that nobody could notice. */
export interface Equivalent {
  file: string
  /** The line on which it begins, without white space around it. */
  code: string
  /** The same with the mistake, as npm run mutate tells it. */
  mutated: string
  why: string
}

/** Mistakes that no test can find, and why; npm run mutate does not count them. */
export const equivalents: readonly Equivalent[] = [
  {
    file: 'cloudfunctions/openapi/errors/OpenApiError.ts',
    code: 'const { secrets = [], advice, bare = false, ...rest } = options',
    mutated: 'const { secrets = ["Stryker was here"], advice, bare = false, ...rest } = options',
    why: 'a secret that stands in no message blanks nothing',
  },
  {
    file: 'cloudfunctions/openapi/errors/toOpenApiError.ts',
    code: 'export function toOpenApiError(api: Api, thrown: unknown, secrets: readonly string[] = []): OpenApiError {',
    mutated:
      'export function toOpenApiError(api: Api, thrown: unknown, secrets: readonly string[] = ["Stryker was here"]): OpenApiError {',
    why: 'a secret that stands in no message blanks nothing',
  },
  {
    file: 'cloudfunctions/openapi/errors/readProperty.ts',
    code: '} catch {',
    mutated: '} catch {}',
    why: 'a function that returns nothing returns undefined',
  },
  {
    file: 'cloudfunctions/openapi/params/pickParams.ts',
    code: "const param = known.find((it) => it === name || snakeCase(it) === name) ?? ''",
    mutated: 'const param = known.find((it) => it === name || snakeCase(it) === name) ?? "Stryker was here!"',
    why: 'neither is the name of a parameter',
  },
  {
    file: 'cloudfunctions/openapi/https/stableTokens.ts',
    code: "let forced = { token: '', until: 0, pauseMs: FIRST_PAUSE_MS }",
    mutated: 'let forced = { token: "Stryker was here!", until: 0, pauseMs: FIRST_PAUSE_MS }',
    why: 'neither is a token',
  },
  {
    file: 'cloudfunctions/openapi/https/Failure.ts',
    code: "signal.addEventListener('abort', () => reject(signal.reason), { once: true })",
    mutated: "signal.addEventListener('abort', () => reject(signal.reason), {})",
    why: 'a signal is aborted once',
  },
  {
    file: 'cloudfunctions/openapi/https/Failure.ts',
    code: "signal.addEventListener('abort', () => reject(signal.reason), { once: true })",
    mutated: "signal.addEventListener('abort', () => reject(signal.reason), { once: false })",
    why: 'a signal is aborted once',
  },
  {
    file: 'cloudfunctions/openapi/https/send.ts',
    code: "return typeof error === 'object' && error !== null",
    mutated: 'return true',
    why: 'undici tells of errors only, and a WeakSet holds nothing but objects',
  },
  {
    file: 'cloudfunctions/openapi/https/send.ts',
    code: "return typeof error === 'object' && error !== null",
    mutated: "return typeof error === 'object' || error !== null",
    why: 'undici tells of errors only, and a WeakSet holds nothing but objects',
  },
  {
    file: 'cloudfunctions/openapi/https/send.ts',
    code: "return typeof error === 'object' && error !== null",
    mutated: 'return true && error !== null',
    why: 'undici tells of errors only, and a WeakSet holds nothing but objects',
  },
  {
    file: 'cloudfunctions/openapi/https/send.ts',
    code: "return typeof error === 'object' && error !== null",
    mutated: "return typeof error === 'object' && true",
    why: 'undici tells of errors only, and a WeakSet holds nothing but objects',
  },
  {
    file: 'cloudfunctions/openapi/https/send.ts',
    code: 'return status === 0 || (status >= 300 && status < 400)',
    mutated: 'return status === 0 || (true && status < 400)',
    why: 'fetch gives no status from 1 to 199, and those from 200 to 299 are ok',
  },
  {
    file: 'cloudfunctions/openapi/https/send.ts',
    code: '} catch {',
    mutated: '} catch {}',
    why: 'a function that returns nothing returns undefined',
  },
  {
    file: 'cloudfunctions/openapi/cloud/checkCaller.ts',
    code: 'const SEPARATORS = /[,，;；、､\\s]+/',
    mutated: 'const SEPARATORS = /[,，;；、､\\s]/',
    why: 'what stands between two separators in a row is empty and left out',
  },
  {
    file: 'cloudfunctions/openapi/https/createCall.ts',
    code: "const secrets = [...('secret' in credentials ? [credentials.secret] : []), ...secretsOf(api, wireParams)]",
    mutated:
      'const secrets = [...(\'secret\' in credentials ? [credentials.secret] : ["Stryker was here"]), ...secretsOf(api, wireParams)]',
    why: 'a secret that stands in no message blanks nothing',
  },
  {
    file: 'cloudfunctions/openapi/https/createCall.ts',
    code: 'const request = toRequest(getAllAccount, {}, { baseUrl, secrets: [] })',
    mutated: 'const request = toRequest(getAllAccount, {}, { baseUrl, secrets: ["Stryker was here"] })',
    why: 'a secret that stands in no message blanks nothing',
  },
]
