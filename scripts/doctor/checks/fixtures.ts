import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseFixtures } from '../../emulator/state/parseFixtures'
import { readRegularFile } from '../../emulator/state/readRegularFile'
import { messageOf } from '../../start/messageOf'
import { FIXTURES } from '../../start/options'
import { type Finding, right, wrong } from '../Finding'
import type { Project } from '../Project'

/** Checks the fixtures of the local WeChat, if the project has any. */
export function fixtures({ dir }: Project): Finding[] {
  const path = join(dir, FIXTURES)
  if (!existsSync(path)) return []
  try {
    parseFixtures(readRegularFile(path), FIXTURES)
    return [right(`${FIXTURES} is valid`, `${FIXTURES} 没有错误`)]
  } catch (error) {
    const lines = messageOf(error).split('\n')
    const mistakes = lines.map((line) => (line.startsWith(FIXTURES) ? line : `${FIXTURES}: ${line}`))
    const next = { en: 'fix it: the local WeChat does not start with it', zh: '请改正，否则本地模拟环境无法启动' }
    return mistakes.map((it) => wrong(it, `有误：${it}`, next))
  }
}
