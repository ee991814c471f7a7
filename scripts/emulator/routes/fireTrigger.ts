import type * as v from 'valibot'
import { nearest } from '../../../cloudfunctions/openapi/names/nearest'
import type { Answer } from '../functions/Answer'
import type { Runner } from '../functions/Runner'
import { exactly, name } from '../state/plainSchemas'
import { Refusal } from './Refusal'

/** The body of `POST /emulator/triggers`. */
export const triggerSchema = exactly({ function: name, trigger: name })

/** The event of a timer: https://cloud.tencent.com/document/product/583/9708 */
interface TimerEvent {
  Type: 'Timer'
  TriggerName: string
  Time: string
  Message: string
}

/**
 * Calls a function as its timer does (定时触发器): without a user, with SOURCE wx_trigger
 * (https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/functions/triggers.html).
 *
 * @param appid of the mini program that owns the function
 * @throws Refusal 404 when there is no such function or trigger
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
    throw new Refusal(404, `there is no function "${functionName}"${hint(functionName, functions, 'functions')}`)
  }
  const triggers = runner.triggers(functionName).map((it) => it.name)
  if (!triggers.includes(trigger)) {
    const what = `the config.json of ${functionName} has no trigger "${trigger}"`
    throw new Refusal(404, `${what}${hint(trigger, triggers, 'triggers')}`)
  }
  return runner.call(functionName, eventOf(trigger), { appid, source: 'wx_trigger' })
}

function hint(unknown: string, known: readonly string[], what: string): string {
  const near = nearest(unknown, known)
  return `${near === undefined ? '' : `, did you mean "${near}"?`} (${what}: ${known.join(', ') || 'none'})`
}

/**
 * Returns the event of a timer, with the fields that Tencent's document shows: assumed#timer-event. Message is empty by
 * default, and config.json cannot set it.
 */
function eventOf(trigger: string): TimerEvent {
  const seconds = new Date().toISOString().replace(/\.\d+Z$/, 'Z')
  return { Type: 'Timer', TriggerName: trigger, Time: seconds, Message: '' }
}
