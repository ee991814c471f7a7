import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { messageIn } from '../../../cloudfunctions/openapi/errors/readProperty'
import { MAX_TIMER_MS } from '../../../cloudfunctions/openapi/errors/withTimeLimit'
import { says } from '../../../cloudfunctions/openapi/messages/issues'
import type { Message } from '../../../cloudfunctions/openapi/messages/Message'
import { nearest } from '../../../cloudfunctions/openapi/names/nearest'
import { parseText, readText } from '../schemas/parseText'
import { anObject, distinct, fields, from, listOf, mistakeOf, oneOf, should, text } from '../schemas/plainSchemas'
import { about, type Log } from '../system/system'

/** A timer: https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/functions/triggers.html */
const object = says(anObject)

const triggerSchema = v.object({
  name: v.pipe(
    text,
    v.regex(
      /^[A-Za-z][\w-]{0,59}$/,
      says(should('a letter and up to 59 letters, digits, - or _', '字母开头，后接最多 59 个字母、数字、- 或 _')),
    ),
  ),
  type: oneOf(['timer']),
  /** The cron expression. Timers fire only on request, so its fields are counted but not evaluated. */
  config: v.pipe(
    text,
    v.regex(
      /^\S+( +\S+){6}$/,
      says({
        en: 'should have seven fields: second, minute, hour, day, month, weekday, year',
        zh: '应有七段：秒、分、时、日、月、星期、年',
      }),
    ),
  ),
})

const KEYS = ['permissions', 'timeout', 'triggers']

const permissionsSchema = v.object({ openapi: v.optional(listOf(text)) }, object)
const timeoutSchema = from(1, Math.floor(MAX_TIMER_MS / 1000))
/** The documentation allows one trigger, but several of different names are in use. */
export const triggersSchema = distinct(listOf(triggerSchema), 'name')

/** The content of a function's config.json. */
export interface FunctionConfig {
  permissions?: v.InferOutput<typeof permissionsSchema> | undefined
  /** Time limit of the function, in seconds. */
  timeout?: number | undefined
  triggers?: Trigger[] | undefined
  /** Why a key is not used, if it is not. */
  mistakes: Readonly<Record<string, Message>>
}

/** A timer of a function. */
export type Trigger = v.InferOutput<typeof triggerSchema>

/**
 * Reads a function's config.json. A missing or invalid file counts as empty, an invalid key as missing.
 *
 * @param dir the function's folder
 * @param log gets a line for each invalid value
 */
export function readFunctionConfig(dir: string, log: Log): FunctionConfig {
  const path = join(dir, 'config.json')
  const mistakes: Record<string, Message> = {}
  if (!existsSync(path)) return { mistakes }
  try {
    const json = parseText(fields, readText(path), path, { en: 'the file ', zh: '文件' })
    const refuse = (key: string, en: string, zh: string) => {
      mistakes[key] = { en, zh }
      log(about(path, en, zh))
    }
    const read = <S extends v.GenericSchema>(key: string, schema: S): v.InferOutput<S> | undefined => {
      const misspelt = Object.keys(json).find((it) => it !== key && nearest(it, KEYS) === key)
      if (json[key] === undefined && misspelt !== undefined)
        refuse(key, `${misspelt} is not used: it should be ${key}`, `未采用 ${misspelt}：应为 ${key}`)
      if (json[key] === undefined) return undefined
      const { success, output, issues = [] } = v.safeParse(schema, json[key])
      for (const it of issues) {
        const place = [key, v.getDotPath(it) ?? []].flat().join('.')
        const { en, zh } = mistakeOf(it)
        refuse(key, `${place} is not used: ${en}`, `未采用 ${place}：${zh}`)
      }
      return success ? output : undefined
    }
    return {
      permissions: read('permissions', permissionsSchema),
      timeout: read('timeout', timeoutSchema),
      triggers: read('triggers', triggersSchema),
      mistakes,
    }
  } catch (error) {
    const { en, zh } = messageIn(error)
    log({ en: `${en}; the file is not used`, zh: `${zh}，未采用该文件` })
    return { mistakes }
  }
}
