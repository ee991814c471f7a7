import { join } from 'node:path/posix'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { type Finding, note, right, wrong } from '../Finding'
import { jsonIn, type Project, type ProjectFunction } from '../Project'

/** https://developers.weixin.qq.com/miniprogram/dev/wxcloudservice/wxcloud/guide/functions/triggers.html */
const NAME = /^[A-Za-z][\w-]{0,59}$/
const CRON_FIELDS = 7
const EXAMPLE = '"triggers": [{ "name": "daily", "type": "timer", "config": "0 0 2 * * * *" }]'

/** Checks the timers in each function's config.json. The check of permissions reports one that is not JSON. */
export function triggers({ functions }: Project): Finding[] {
  return functions.flatMap((it) => {
    const file = join(it.name, 'config.json')
    const declared = readProperty(jsonIn(join(it.dir, 'config.json')), 'triggers')
    if (declared === undefined) return []
    if (!Array.isArray(declared)) return [mistake(file, 'triggers is not an array', 'triggers 不是数组')]
    const names = declared.map((trigger) => readProperty(trigger, 'name'))
    const mistakes = declared.flatMap((trigger, at) =>
      mistakesIn(trigger, names.indexOf(names[at]) < at).map(([en, zh]) =>
        mistake(file, `triggers[${at}].${en}`, `triggers[${at}].${zh}`),
      ),
    )
    if (mistakes.length > 0 || names.length === 0) return mistakes
    return [
      right(`${file} has the timers ${names.join(', ')}`, `${file} 有定时触发器 ${names.join('、')}`),
      ...ticketFinding(it),
    ]
  })
}

function mistakesIn(trigger: unknown, isRepeated: boolean): [en: string, zh: string][] {
  const [name, type, config] = ['name', 'type', 'config'].map((key) => readProperty(trigger, key))
  const mistakes: [en: string, zh: string][] = []
  if (typeof name !== 'string' || !NAME.test(name)) {
    mistakes.push([
      'name must be 1 to 60 letters, digits, - or _, starting with a letter',
      'name 须为 1 到 60 个字母、数字、- 或 _，以字母开头',
    ])
  } else if (isRepeated) mistakes.push([`name "${name}" is used twice`, `name "${name}" 重复`])
  if (type !== 'timer') mistakes.push(['type must be "timer"', 'type 必须是 "timer"'])
  if (typeof config !== 'string' || config.trim().split(/\s+/).length !== CRON_FIELDS) {
    mistakes.push([
      'config must be a cron expression of 7 fields: second, minute, hour, day, month, weekday, year',
      'config 必须是 7 个字段的 Cron 表达式：秒 分钟 小时 日 月 星期 年',
    ])
  }
  return mistakes
}

function mistake(file: string, en: string, zh: string): Finding {
  return wrong(`${file}: ${en}`, `${file}：${zh}`, {
    en: `write it as ${EXAMPLE}, then upload the trigger (上传触发器) from the developer tools`,
    zh: `格式为 ${EXAMPLE}，然后在开发者工具里右键 config.json，选择“上传触发器”`,
  })
}

/**
 * Developer tools since 1.02.1910182 give a timer the ticket that cloud calls need (the page above). A trigger from tcb or
 * the console has none, as users report.
 */
function ticketFinding({ name, sources }: ProjectFunction): Finding[] {
  if (!sources.some(({ apis, unknown }) => apis.length + unknown.length > 0)) return []
  return [
    note(
      `${name} uses cloud.openapi and has a timer: a timer can make cloud calls only if its trigger was uploaded from the developer tools`,
      `${name} 使用 cloud.openapi 并有定时触发器：只有用开发者工具上传的触发器才能发起云调用`,
      {
        en: 'upload the trigger (上传触发器) from the developer tools; with a trigger from tcb or the cloud console, calls fail with -501007 or -501001',
        zh: '请在开发者工具里右键 config.json，选择“上传触发器”；用 tcb 或云开发控制台创建的触发器，云调用会返回 -501007 或 -501001',
      },
    ),
  ]
}
