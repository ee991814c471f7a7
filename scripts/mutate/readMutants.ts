import * as v from 'valibot'

/** A mistake that Stryker made in the code, and whether the tests found it. */
export interface Mutant {
  file: string
  line: number
  /** The line on which it begins, without white space around it. */
  code: string
  /** The same with the mistake, up to the end of the line on which it ends; white space is one blank. */
  mutated: string
  /** Stryker's word: Killed, Timeout, Survived, NoCoverage, CompileError, RuntimeError, Ignored. */
  status: string
}

const positionSchema = v.object({ line: v.number(), column: v.number() })
const reportSchema = v.object({
  files: v.record(
    v.string(),
    v.object({
      source: v.string(),
      mutants: v.array(
        v.object({
          location: v.object({ start: positionSchema, end: positionSchema }),
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
 * @throws Error when it is none
 */
export function readMutants(json: string): Mutant[] {
  const { files } = v.parse(reportSchema, JSON.parse(json))
  return Object.entries(files).flatMap(([file, { source, mutants }]) => {
    const lines = source.split('\n')
    return mutants.map(({ location: { start, end }, replacement, status }) => {
      const code = lines[start.line - 1] ?? ''
      const after = (lines[end.line - 1] ?? '').slice(end.column - 1)
      const mutated = code.slice(0, start.column - 1) + replacement + after
      return { file, line: start.line, code: code.trim(), mutated: mutated.trim().replace(/\s+/g, ' '), status }
    })
  })
}
