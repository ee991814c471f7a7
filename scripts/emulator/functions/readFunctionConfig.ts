import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { MAX_TIMER_MS } from '../../../cloudfunctions/openapi/errors/withTimeLimit'
import { readRegularFile } from '../state/readRegularFile'

/** A timer: https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/functions/triggers.html */
const triggerSchema = v.object({
  name: v.pipe(v.string(), v.regex(/^[A-Za-z][\w-]{0,59}$/, 'should be a letter and up to 59 letters, digits, - or _')),
  type: v.literal('timer'),
  /** The cron expression. Timers fire only on request, so its fields are counted but not evaluated. */
  config: v.pipe(
    v.string(),
    v.regex(/^\S+( +\S+){6}$/, 'should have seven fields: second, minute, hour, day, month, weekday, year'),
  ),
})

const configSchema = v.object({
  permissions: v.optional(v.object({ openapi: v.optional(v.array(v.string())) })),
  /** Time limit of the function, in seconds. */
  timeout: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(MAX_TIMER_MS / 1000))),
  /** The documentation allows one trigger, but several of different names are in use. */
  triggers: v.optional(
    v.pipe(
      v.array(triggerSchema),
      v.check((it) => new Set(it.map(({ name }) => name)).size === it.length, 'two triggers have the same name'),
    ),
  ),
})

/** The content of a function's config.json. */
export type FunctionConfig = v.InferOutput<typeof configSchema>

/** A timer of a function. */
export type Trigger = v.InferOutput<typeof triggerSchema>

/**
 * Reads a function's config.json. A missing or invalid file counts as empty, an invalid key as missing.
 *
 * @param dir the function's folder
 * @param log gets a line for each invalid value
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
