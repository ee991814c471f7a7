import * as v from 'valibot'
import { apis, isApiName } from '../../../../cloudfunctions/openapi/apis'
import { meantBy } from '../../../emulator/schemas/apiName'
import { commandLine } from '../../terminal/language'
import { type Finding, note, right, wrong } from '../Finding'
import type { Project } from '../Project'

/** https://developers.weixin.qq.com/miniprogram/dev/wxcloudservice/wxcloud/guide/openapi/openapi.html */
const configSchema = v.optional(
  v.object({ permissions: v.optional(v.object({ openapi: v.optional(v.array(v.string()), []) }), {}) }),
  {},
)

/** Compares the APIs that each function's config.json declares with those that its code calls. */
export function* permissions({ functions }: Project): Generator<Finding> {
  const declarations = functions.map((it) => ({ ...it, parsed: v.safeParse(configSchema, it.config) }))
  for (const { name, sources, parsed } of declarations) {
    const file = `${name}/config.json`
    const declared = parsed.success ? parsed.output.permissions.openapi : []
    const mistakes = declared.flatMap((api) => nameMistake(file, api))
    if (!parsed.success) {
      mistakes.push(
        wrong(
          file,
          'is not valid JSON, or declares its APIs in a form that WeChat does not read',
          '不是合法的 JSON，或接口声明格式不对',
          ...write(formOf('logistics.bindAccount')),
        ),
      )
    }
    const callers = new Map(sources.flatMap(({ path, apis }) => apis.map((api) => [api, `${name}/${path}`] as const)))
    for (const [api, caller] of callers) {
      if (!parsed.success || declared.includes(api)) continue
      const misnamed = nameMistake(caller, api)
      const other = declarations.find((it) => it.parsed.success && it.parsed.output.permissions.openapi.includes(api))
      const notDeclared = wrong(
        caller,
        `calls ${api}, but ${file} does not declare it${other ? `; ${other.name}/config.json does, for ${other.name} only` : ''}`,
        `调用了 ${api}，但 ${file} 没有声明${other ? `；${other.name}/config.json 声明了它，只对 ${other.name} 生效` : ''}`,
        ...write(formOf(api)),
      )
      mistakes.push(...(misnamed.length > 0 ? misnamed : [notDeclared]))
    }
    yield* mistakes
    if (mistakes.length === 0 && declared.length > 0)
      yield right(file, `declares ${declared.join(', ')}`, `已声明 ${declared.join('、')}`)
    for (const { path, unknown } of sources) {
      for (const { what, line } of unknown)
        yield note(
          `${name}/${path}:${line}`,
          `uses ${what} without a constant API name, so the APIs that it calls cannot be known`,
          `使用 ${what} 时没有写明接口名，无法得知它调用了哪些接口`,
          `declare every API that it may call in ${file}`,
          `请在 ${file} 里声明它可能调用的所有接口`,
        )
    }
  }
}

/** Checks the name of an API. Names of other groups are not checked. */
function nameMistake(place: string, name: string): Finding[] {
  if (isApiName(name) && !apis[name].cloud) {
    const command = commandLine(`call ${name.replace('logistics.', '')}`)
    const next = [`call it over HTTPS: ${command}`, `请改用 HTTPS 调用：${command}`] as const
    return [wrong(place, `WeChat does not offer ${name} to functions`, `${name} 不支持云调用`, ...next)]
  }
  const near = meantBy(name)
  return near === undefined ? [] : [wrong(place, `"${name}" is misspelt`, `"${name}" 写错了`, ...write(`"${near}"`))]
}

function formOf(api: string): string {
  return JSON.stringify({ permissions: { openapi: [api] } })
}

function write(text: string): [en: string, zh: string] {
  return [
    `write ${text}, then upload the function from the developer tools`,
    `改为 ${text}，然后用开发者工具重新上传该云函数`,
  ]
}
