/** A change that nobody could notice. */
export interface Equivalent {
  file: string
  /** The whole line, without its indentation. */
  code: string
  replacement: string
  why: string
}

/** The text that Stryker puts into a list. */
const FILLER = '["Stryker was here"]'

/** Changes that no test can find, and why; npm run mutate does not count them. */
export const equivalents: readonly Equivalent[] = [
  {
    file: 'cloudfunctions/openapi/errors/OpenApiError.ts',
    code: 'const { secrets = [], advice, bare = false, ...rest } = options',
    replacement: FILLER,
    why: 'a secret that stands in no message blanks nothing',
  },
  {
    file: 'cloudfunctions/openapi/errors/toOpenApiError.ts',
    code: 'export function toOpenApiError(api: Api, thrown: unknown, secrets: readonly string[] = []): OpenApiError {',
    replacement: FILLER,
    why: 'a secret that stands in no message blanks nothing',
  },
  {
    file: 'cloudfunctions/openapi/errors/readProperty.ts',
    code: '} catch {',
    replacement: '{}',
    why: 'a function that returns nothing returns undefined',
  },
  {
    file: 'cloudfunctions/openapi/params/pickParams.ts',
    code: 'if (known) return known',
    replacement: 'false',
    why: 'the names are made anew, more slowly, and are the same',
  },
]
