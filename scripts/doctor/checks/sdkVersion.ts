import { join } from 'node:path'
import { lt, major, minVersion, validRange } from 'semver'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { type Finding, note, right, wrong } from '../Finding'
import { isBuilt, type Project, type ProjectFunction, runtimeOf } from '../Project'
import { readJson } from '../readJson'

/** The first wx-server-sdk with openapi.logistics, and the first that does not run on Node 10 or earlier, as its pages say. */
const FIRST = '0.4.0'
const NOT_ON_NODE_10 = 3

/** The oldest Node that runs a function of this package. */
const BUILT_FOR = 16

const CHOOSE = {
  en: `choose Node ${BUILT_FOR} or later as the function's runtime; miniprogram-ci creates functions on Node 8.9`,
  zh: `运行环境请选择 Node.js ${BUILT_FOR} 或更高版本；miniprogram-ci 新建的云函数默认是 Node.js 8.9`,
}

/** What each function needs of the Node that it runs on, which only cloudbaserc.json tells beforehand. */
export function sdkVersion(project: Project): Finding[] {
  return project.functions.flatMap((it) => {
    if (isBuilt(it)) return [onNode(project, it, BUILT_FOR, 'is built by wx-logistics', '由 wx-logistics 构建')]
    const version = versionOf(it)
    if (version === undefined) return []
    const { name } = it
    if (version !== 'latest' && lt(version, FIRST)) {
      const next = { en: 'npm install wx-server-sdk@latest', zh: '请运行 npm install wx-server-sdk@latest' }
      return [
        wrong(
          `${name} has wx-server-sdk ${version}, which has no openapi.logistics before ${FIRST}`,
          `${name} 使用 wx-server-sdk ${version}，${FIRST} 之前没有 openapi.logistics`,
          next,
        ),
      ]
    }
    if (version !== 'latest' && major(version) < NOT_ON_NODE_10) return []
    return [onNode(project, it, 11, `has wx-server-sdk ${version}`, `使用 wx-server-sdk ${version}`)]
  })
}

/** The SDK that is installed, or else the lowest that package.json lets in. */
function versionOf({ dir, manifest }: ProjectFunction): string | undefined {
  const wanted = readProperty(readProperty(manifest, 'dependencies'), 'wx-server-sdk')
  if (typeof wanted !== 'string') return undefined
  const installed = readProperty(readManifest(join(dir, 'node_modules/wx-server-sdk')), 'version')
  if (typeof installed === 'string') return installed
  return validRange(wanted) === null || wanted === '*' ? 'latest' : minVersion(wanted)?.version
}

function readManifest(dir: string): unknown {
  try {
    return readJson(join(dir, 'package.json'))
  } catch {
    return undefined
  }
}

function onNode(project: Project, { name }: ProjectFunction, least: number, en: string, zh: string): Finding {
  const runtime = runtimeOf(project, name)
  const needs = {
    en: `${name} ${en} and needs Node ${least} or later`,
    zh: `${name} ${zh}，需要 Node.js ${least} 或更高版本`,
  }
  if (runtime === undefined) return note(needs.en, needs.zh, CHOOSE)
  const chosen = { en: `cloudbaserc.json chooses Node ${runtime}`, zh: `cloudbaserc.json 选择了 Node.js ${runtime}` }
  const told = [`${needs.en}; ${chosen.en}`, `${needs.zh}；${chosen.zh}`] as const
  return runtime >= least ? right(...told) : wrong(...told, CHOOSE)
}
