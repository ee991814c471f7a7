import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { MAX_TIMER_MS } from '../../../cloudfunctions/openapi/errors/withTimeLimit'
import { distinct } from '../schemas/plainSchemas'
import { readRegularFile } from '../system/readRegularFile'

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

const permissionsSchema = v.object({ openapi: v.optional(v.array(v.string())) })
const timeoutSchema = v.pipe(v.number(), v.minValue(1), v.maxValue(MAX_TIMER_MS / 1000))
/** The documentation allows one trigger, but several of different names are in use. */
const triggersSchema = distinct(v.array(triggerSchema), 'name')

/** The content of a function's config.json. */
export interface FunctionConfig {
  permissions?: v.InferOutput<typeof permissionsSchema> | undefined
  /** Time limit of the function, in seconds. */
  timeout?: number | undefined
  triggers?: Trigger[] | undefined
}

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
    const json = v.parse(v.record(v.string(), v.unknown()), JSON.parse(readRegularFile(path)))
    const read = <S extends v.GenericSchema>(key: string, schema: S): v.InferOutput<S> | undefined => {
      if (json[key] === undefined) return undefined
      const { success, output, issues = [] } = v.safeParse(schema, json[key])
      for (const it of issues)
        log(`${path}: ${[key, v.getDotPath(it) ?? []].flat().join('.')} is not used: ${it.message}`)
      return success ? output : undefined
    }
    return {
      permissions: read('permissions', permissionsSchema),
      timeout: read('timeout', timeoutSchema),
      triggers: read('triggers', triggersSchema),
    }
  } catch (error) {
    log(`${path} is not used: ${String(error)}`)
    return {}
  }
}
