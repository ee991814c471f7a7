import * as v from 'valibot'

/** A change of one place in the code, and whether the tests found it. */
export interface Mutant {
  file: string
  line: number
  /** The line on which it begins, without its indentation. */
  code: string
  replacement: string
  /** Stryker's word: Killed, Timeout, Survived, NoCoverage, CompileError, RuntimeError, Ignored. */
  status: string
}

const reportSchema = v.object({
  files: v.record(
    v.string(),
    v.object({
      source: v.string(),
      mutants: v.array(
        v.object({
          location: v.object({ start: v.object({ line: v.number() }) }),
          replacement: v.optional(v.string(), ''),
          status: v.string(),
        }),
      ),
    }),
  ),
})

/**
 * Reads Stryker's report.
 *
 * @param json of the report, https://github.com/stryker-mutator/mutation-testing-elements/tree/master/packages/report-schema
 */
export function readMutants(json: string): Mutant[] {
  const { files } = v.parse(reportSchema, JSON.parse(json))
  return Object.entries(files).flatMap(([file, { source, mutants }]) => {
    const lines = source.split('\n')
    return mutants.map(({ location, replacement, status }) => {
      const { line } = location.start
      return { file, line, code: (lines[line - 1] ?? '').trim(), replacement, status }
    })
  })
}
