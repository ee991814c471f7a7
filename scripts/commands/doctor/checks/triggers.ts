import * as v from 'valibot'
import { readProperty } from '../../../../cloudfunctions/openapi/errors/readProperty'
import { type Finding, note, right, wrong } from '../Finding'
import type { Project } from '../Project'

/** https://developers.weixin.qq.com/miniprogram/dev/wxcloudservice/wxcloud/guide/functions/triggers.html */
const triggersSchema = v.array(
  v.object({
    name: v.pipe(v.string(), v.regex(/^[A-Za-z][\w-]{0,59}$/)),
    type: v.literal('timer'),
    config: v.pipe(v.string(), v.regex(/^\s*(\S+\s+){6}\S+\s*$/)),
  }),
)
const EXAMPLE = '{ "name": "daily", "type": "timer", "config": "0 0 2 * * * *" }'

/** Checks the timers in each function's config.json. The check of permissions reports one that is not JSON. */
export function* triggers({ functions }: Project): Generator<Finding> {
  for (const { name, config, sources } of functions) {
    const file = `${name}/config.json`
    const { success, output, issues } = v.safeParse(triggersSchema, readProperty(config, 'triggers') ?? [])
    if (!success) {
      const place = ['triggers', v.getDotPath(issues[0])].filter(Boolean).join('.')
      yield wrong(
        file,
        { en: `${place} is not valid`, zh: `${place} 无效` },
        {
          en: 'correct it: triggers is a list. The name of a timer starts with a letter and has up to 60 letters, digits, - and _; its config is a cron expression of 7 fields. A timer has the form',
          zh: '请改正：triggers 是列表。触发器的 name 以字母开头，最多 60 个字母、数字、- 或 _；config 是 7 个字段的 Cron 表达式。每个触发器的格式为：',
          code: EXAMPLE,
        },
      )
      continue
    }
    if (output.length === 0) continue
    const names = output.map((it) => it.name).join(', ')
    yield right(file, { en: `has the timers ${names}`, zh: `有定时触发器 ${names}` })
    // Developer tools since 1.02.1910182 give a timer the ticket that cloud calls need (the page above). A trigger from tcb
    // or the console has none, as users report.
    if (sources.some(({ apis, unknown }) => apis.length + unknown.length > 0))
      yield note(
        name,
        {
          en: 'its timer can make cloud calls only if the trigger was uploaded from the developer tools',
          zh: '只有用开发者工具上传的定时触发器才能发起云调用',
        },
        {
          en: 'upload the trigger (上传触发器) from the developer tools; with a trigger from tcb or the cloud console, calls fail with -501007 or -501001',
          zh: '请在开发者工具里右键 config.json，选择“上传触发器”；用 tcb 或云开发控制台创建的触发器，云调用会返回 -501007 或 -501001',
        },
      )
  }
}
