import { Script } from 'node:vm'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { ES_MODULE, ES_MODULE_REFUSED } from '../../emulator/functions/nextStep'
import { messageOf } from '../../start/messageOf'
import { type Finding, wrong } from '../Finding'
import type { Project, ProjectFunction } from '../Project'

/** Functions that Node may load here, and that WeChat's refuses to load. */
export function esModule({ functions }: Project): Finding[] {
  return functions.flatMap((it) => {
    const { name, manifest } = it
    if (readProperty(manifest, 'type') === 'module') {
      return [
        wrong(`${name}/package.json says "type": "module"`, `${name}/package.json 写了 "type": "module"`, ES_MODULE),
      ]
    }
    const mistake = mistakeIn(it)
    if (mistake === undefined) return []
    if (ES_MODULE_REFUSED.test(mistake)) {
      return [wrong(`${name}/index.js has import or export`, `${name}/index.js 用了 import 或 export`, ES_MODULE)]
    }
    const next = { en: 'correct it, or build it to CommonJS', zh: '请改正，或构建为 CommonJS' }
    return [wrong(`${name}/index.js cannot be read: ${mistake}`, `${name}/index.js 有语法错误：${mistake}`, next)]
  })
}

/** What Node itself says when it reads the code as it reads CommonJS; nothing is run. */
function mistakeIn({ code }: ProjectFunction): string | undefined {
  try {
    new Script(`(function (exports, require, module) {${code.replace(/^#!.*/, '')}\n})`)
    return undefined
  } catch (error) {
    return messageOf(error)
  }
}
