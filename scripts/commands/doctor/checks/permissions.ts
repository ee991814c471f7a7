import * as v from 'valibot'
import { apis, isApiName } from '../../../../cloudfunctions/openapi/apis'
import type { Advice } from '../../../../cloudfunctions/openapi/messages/Message'
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
          {
            en: 'is not valid JSON, or declares its APIs in a form that WeChat does not read',
            zh: '不是合法的 JSON，或接口声明格式不对',
          },
          write(formOf('logistics.bindAccount')),
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
        {
          en: `calls ${api}, but ${file} does not declare it${other ? `; ${other.name}/config.json does, for ${other.name} only` : ''}`,
          zh: `调用了 ${api}，但 ${file} 没有声明${other ? `；${other.name}/config.json 声明了它，只对 ${other.name} 生效` : ''}`,
        },
        write(formOf(api)),
      )
      mistakes.push(...(misnamed.length > 0 ? misnamed : [notDeclared]))
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
    const code = commandLine(`call ${name.replace('logistics.', '')}`)
    return [wrong(place, what, { en: 'call it over HTTPS:', zh: '请改用 HTTPS 调用：', code })]
  }
  const near = meantBy(name)
  return near === undefined
    ? []
    : [wrong(place, { en: `"${name}" is misspelt`, zh: `"${name}" 写错了` }, write(`"${near}"`))]
}

function formOf(api: string): string {
  return JSON.stringify({ permissions: { openapi: [api] } })
}

function write(code: string): Advice {
  return {
    en: 'upload the function from the developer tools after you have written:',
    zh: '改为以下内容，然后用开发者工具重新上传该云函数：',
    code,
  }
}
