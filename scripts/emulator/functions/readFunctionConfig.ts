import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { MAX_TIMER_MS } from '../../../cloudfunctions/openapi/params/MAX_TIMER_MS'
import { readRegularFile } from '../state/readRegularFile'

const configSchema = v.object({
  permissions: v.optional(v.object({ openapi: v.optional(v.array(v.string())) })),
  triggers: v.optional(v.array(v.object({ name: v.string(), type: v.literal('timer'), config: v.string() }))),
  /** The function's own time limit, in seconds. */
  timeout: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(MAX_TIMER_MS / 1000))),
})

/** What a function's config.json says. */
export type FunctionConfig = v.InferOutput<typeof configSchema>

/**
 * Reads a function's config.json; one that is not there, or not valid, says nothing, nor does a key that is not valid.
 *
 * @param dir the function's folder
 * @param log is told of what is not valid
 */
export function readFunctionConfig(dir: string, log: (line: string) => void): FunctionConfig {
  const path = join(dir, 'config.json')
  if (!existsSync(path)) return {}
  try {
    const json: unknown = JSON.parse(readRegularFile(path))
    const { success, output, issues } = v.safeParse(configSchema, json)
    if (success) return output
    const wrong = issues.flatMap((issue) => issue.path?.[0]?.key ?? [])
    if (wrong.length === 0) throw new v.ValiError(issues)
    for (const issue of issues) log(`${path}: ${v.getDotPath(issue)} is not used: ${issue.message}`)
    return v.parse(
      configSchema,
      Object.fromEntries(Object.entries(Object(json)).filter(([key]) => !wrong.includes(key))),
    )
  } catch (error) {
    log(`${path} is not used: ${String(error)}`)
    return {}
  }
}
