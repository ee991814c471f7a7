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
    code: 'if (known) return known',
    mutated: 'if (false) return known',
    why: 'the names are made anew, more slowly, and are the same',
  },
]
