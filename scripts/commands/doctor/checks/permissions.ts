import * as v from 'valibot'
import { apis, isApiName } from '../../../../cloudfunctions/openapi/apis'
import { readProperty } from '../../../../cloudfunctions/openapi/errors/readProperty'
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
      mistakes.push(wrong(file, 'is not valid JSON', '不是有效的 JSON', ...upload('correct it', '请改正')))
    else if (!parsed.success)
      mistakes.push(
        wrong(
          file,
          'declares its APIs in a form that WeChat does not read',
          '接口声明的格式不对',
          ...write(file, config, callers.keys()),
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
          `does not declare what the function calls: ${listed.map(({ en }) => en).join(', ')}`,
          `没有声明云函数调用的接口：${listed.map(({ zh }) => zh).join('、')}`,
          ...write(
            file,
            config,
            undeclared.map(([api]) => api),
          ),
        ),
      )
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
  return near === undefined
    ? []
    : [wrong(place, `"${name}" is misspelt`, `"${name}" 写错了`, ...upload(`write "${near}"`, `改为 "${near}"`))]
}

/** Advises a config.json that declares APIs beside those that it has. Nothing else in it changes. */
function write(file: string, config: unknown, apis: Iterable<string>): [en: string, zh: string] {
  const permissions = v.parse(fields, readProperty(config, 'permissions'))
  const declared = [permissions.openapi].flat().filter((it) => typeof it === 'string')
  const openapi = [...new Set([...declared, ...apis].map((it) => meantBy(it) ?? it))]
  const merged = JSON.stringify({ ...v.parse(fields, config), permissions: { ...permissions, openapi } })
  return upload(`write ${file} as ${merged}`, `把 ${file} 改为 ${merged}`)
}

function upload(en: string, zh: string): [en: string, zh: string] {
  return [`${en}, then upload the function from the developer tools`, `${zh}，然后用开发者工具重新上传该云函数`]
}
