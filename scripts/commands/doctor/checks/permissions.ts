import * as v from 'valibot'
import { apis, isApiName, shortName } from '../../../../cloudfunctions/openapi/apis'
import { readProperty } from '../../../../cloudfunctions/openapi/errors/readProperty'
import type { Advice } from '../../../../cloudfunctions/openapi/messages/Message'
import { triggersSchema } from '../../../emulator/functions/readFunctionConfig'
import { meantBy } from '../../../emulator/schemas/apiName'
import { commandLine } from '../../terminal/language'
import { type Finding, note, right, wrong } from '../Finding'
import type { Project } from '../Project'

/** https://developers.weixin.qq.com/miniprogram/dev/wxcloudservice/wxcloud/guide/openapi/openapi.html */
const configSchema = v.optional(
  v.object({ permissions: v.optional(v.object({ openapi: v.optional(v.array(v.string()), []) }), {}) }),
  {},
)

/** Keeps what a config.json has beside its permissions. */
const fields = v.fallback(v.record(v.string(), v.unknown()), {})

/** Compares the APIs that each function's config.json declares with those that its code calls. */
export function* permissions({ functions }: Project): Generator<Finding> {
  const declarations = functions.map((it) => ({ ...it, parsed: v.safeParse(configSchema, it.config) }))
  for (const { name, sources, config, parsed } of declarations) {
    const file = `${name}/config.json`
    const declared = parsed.success ? parsed.output.permissions.openapi : []
    const callers = new Map(sources.flatMap(({ path, apis }) => apis.map((api) => [api, `${name}/${path}`] as const)))
    const missing = [...callers].filter(([api]) => parsed.success && !declared.includes(api))
    const undeclared = missing.filter(([api, caller]) => nameMistake(caller, api).length === 0)
    const mistakes = [
      ...declared.flatMap((api) => nameMistake(file, api)),
      ...missing.flatMap(([api, caller]) => nameMistake(caller, api)),
    ]
    if (typeof config === 'string')
      mistakes.push(wrong(file, { en: 'is not valid JSON', zh: '不是有效的 JSON' }, UPLOAD_CORRECTED))
    else if (!parsed.success)
      mistakes.push(
        wrong(
          file,
          { en: 'declares its APIs in a form that WeChat does not read', zh: '接口声明的格式不对' },
          write(file, config, callers.keys()),
        ),
      )
    if (undeclared.length > 0) {
      const listed = undeclared.map(([api, caller]) => {
        const other = declarations.find((it) => it.parsed.success && it.parsed.output.permissions.openapi.includes(api))
        return {
          en: `${api} (${caller}${other ? `; ${other.name}/config.json declares it, for ${other.name} only` : ''})`,
          zh: `${api}（${caller}${other ? `；${other.name}/config.json 声明了它，只对 ${other.name} 生效` : ''}）`,
        }
      })
      mistakes.push(
        wrong(
          file,
          {
            en: `does not declare what the function calls: ${listed.map(({ en }) => en).join(', ')}`,
            zh: `没有声明云函数调用的接口：${listed.map(({ zh }) => zh).join('、')}`,
          },
          write(
            file,
            config,
            undeclared.map(([api]) => api),
          ),
        ),
      )
    }
    yield* mistakes
    if (mistakes.length === 0 && declared.length > 0)
      yield right(file, { en: `declares ${declared.join(', ')}`, zh: `已声明 ${declared.join('、')}` })
    for (const { path, unknown } of sources) {
      for (const { what, line } of unknown)
        yield note(
          `${name}/${path}:${line}`,
          {
            en: `uses ${what} without a constant API name, so the APIs that it calls cannot be known`,
            zh: `使用 ${what} 时没有写明接口名，无法得知它调用了哪些接口`,
          },
          { en: `declare every API that it may call in ${file}`, zh: `请在 ${file} 里声明它可能调用的所有接口` },
        )
    }
  }
}

/** Checks the name of an API. Names of other groups are not checked. */
function nameMistake(place: string, name: string): Finding[] {
  if (isApiName(name) && !apis[name].cloud) {
    const what = { en: `WeChat does not offer ${name} to functions`, zh: `${name} 不支持云调用` }
    const code = commandLine(`call ${shortName(name)}`)
    return [wrong(place, what, { en: 'call it over HTTPS:', zh: '请改用 HTTPS 调用：', code })]
  }
  const near = meantBy(name)
  return near === undefined
    ? []
    : [wrong(place, { en: `"${name}" is misspelt`, zh: `"${name}" 写错了` }, upload(`"${near}"`))]
}

/** Advises a config.json that declares APIs beside those that it has. Nothing else in it changes. */
function write(file: string, config: unknown, apis: Iterable<string>): Advice {
  const permissions = v.parse(fields, readProperty(config, 'permissions'))
  const declared = [permissions.openapi].flat().filter((it) => typeof it === 'string')
  const openapi = [...new Set([...declared, ...apis].map((it) => meantBy(it) ?? it))]
  const merged = JSON.stringify({ ...v.parse(fields, config), permissions: { ...permissions, openapi } })
  return upload(`${file}: ${merged}`)
}

const UPLOAD_CORRECTED: Advice = {
  en: 'correct it, then upload the function from the developer tools',
  zh: '请改正，然后用开发者工具重新上传该云函数',
}

function upload(code: string): Advice {
  return {
    en: 'upload the function from the developer tools after you have written:',
    zh: '改为以下内容，然后用开发者工具重新上传该云函数：',
    code,
  }
}

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
