import type * as v from 'valibot'
import { nearest } from '../../../cloudfunctions/openapi/names/nearest'
import type { Answer } from '../functions/Answer'
import { TIMER } from '../functions/invocation'
import type { Runner } from '../functions/Runner'
import { exactly, name } from '../state/plainSchemas'
import { HttpError } from './responses'

/** The body of `POST /emulator/triggers`. */
export const triggerSchema = exactly({ function: name, trigger: name })

/**
 * Calls a function as its timer does (定时触发器): without a user, with SOURCE wx_trigger
 * (https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/functions/triggers.html).
 *
 * @param appid the mini program that owns the function
 * @throws HttpError 404 if the function or the trigger does not exist
 * @example
 * await fireTrigger(runner, 'wx0000000000000000', { function: 'remind', trigger: 'daily' })
 */
export async function fireTrigger(
  runner: Pick<Runner, 'names' | 'triggers' | 'call'>,
  appid: string,
  { function: functionName, trigger }: v.InferOutput<typeof triggerSchema>,
): Promise<Answer> {
  const functions = runner.names()
  if (!functions.includes(functionName)) {
    throw new HttpError(404, `there is no function "${functionName}"${hint(functionName, functions, 'functions')}`)
  }
  const triggers = runner.triggers(functionName).map((it) => it.name)
  if (!triggers.includes(trigger)) {
    const message = `the config.json of ${functionName} has no trigger "${trigger}"`
    throw new HttpError(404, `${message}${hint(trigger, triggers, 'triggers')}`)
  }
  // The fields that Tencent documents (https://cloud.tencent.com/document/product/583/9708): assumed#timer-event
  const time = new Date().toISOString().replace(/\.\d+Z$/, 'Z')
  const event = { Type: 'Timer', TriggerName: trigger, Time: time, Message: '' }
  return runner.call(functionName, event, { appid, source: TIMER })
}

function hint(unknown: string, known: readonly string[], what: string): string {
  const near = nearest(unknown, known)
  return `${near === undefined ? '' : `, did you mean "${near}"?`} (${what}: ${known.join(', ') || 'none'})`
}
