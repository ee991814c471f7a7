import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Message, MessageError } from '../../cloudfunctions/openapi/messages/Message'
import { agentsFile, type PlannedFile, planFiles } from './init/planFiles'
import { ask } from './terminal/ask'
import { commandLine, type Say } from './terminal/language'
import { findProject, refuseOutside } from './terminal/project'
import { newCommand, runCommand, type Surroundings } from './terminal/runCommand'

/**
 * `npm run init`: writes what a project needs to use the local WeChat: fixtures, git's ignore file, the setup of its tests, and
 * the mini program's files.
 *
 * @param args the command line, without Node and the script
 * @param surroundings where it asks before it writes
 * @returns the exit code
 */
export async function init(
  args: readonly string[],
  { stdin, stdout }: Pick<Surroundings, 'stdin' | 'stdout'> = process,
): Promise<number> {
  const command = newCommand(
    'init',
    {
      en: 'Writes what your project needs to use the local WeChat. Overwrites nothing and can be run again.',
      zh: '为你的项目写入使用本地模拟环境所需的文件。不覆盖任何文件，可以重复运行。',
    },
    {
      '--yes': { en: 'write without asking', zh: '直接写入，不询问' },
      '--agents': {
        en: 'also tell coding assistants in AGENTS.md how to check functions',
        zh: '同时在 AGENTS.md 里告诉编程助手（AI）如何检查云函数',
      },
      '--json': { en: 'print what was done as JSON; needs --yes', zh: '以 JSON 输出结果，须同时使用 --yes' },
    },
  ).action(async ({ yes, agents, json }: { yes?: true; agents?: true; json?: true }) => {
    const { say } = command
    const project = findProject(process.cwd()) ?? process.cwd()
    const files = [
      ...planFiles(project),
      ...(agents ? [agentsFile(project, say({ en: 'agents.md', zh: 'agents.zh-CN.md' }))] : []),
    ]
    const changed = files.filter(({ how }) => how === 'create' || how === 'append')
    for (const { path } of changed) refuseOutside(project, join(project, path))
    const print = (text: string) => json || stdout.write(`${text}\n`)
    print(describePlan(project, files, say))
    if (changed.length > 0 && !yes && (json || !(await agrees(say, stdin, stdout))))
      throw new MessageError({
        en: 'nothing was written. To write without being asked, run it again with --yes.',
        zh: '没有写入任何文件。加上 --yes 可以不经询问直接写入。',
      })
    for (const { path, how, text } of files) {
      // `wx` fails if the file has come into being since.
      const flag = { create: 'wx', append: 'a', keep: '', add: '' }[how]
      if (flag) writeFileSync(join(project, path), text, { flag })
    }
    if (json)
      stdout.write(
        `${JSON.stringify({ project, files: files.map(({ path, how }) => ({ path, how })) }, undefined, 2)}\n`,
      )
    print(say({ en: 'Next:', zh: '下一步：', code: commandLine('start') }))
  })
  return runCommand(command, args)
}

/** What is done with a file. */
const HOW: Readonly<Record<PlannedFile['how'], Message>> = {
  create: { en: 'create', zh: '新建' },
  append: { en: 'extend', zh: '追加' },
  keep: { en: 'keep', zh: '保留' },
  add: { en: 'yours', zh: '请自行修改' },
}

function describePlan(project: string, files: readonly PlannedFile[], say: Say): string {
  const lines = files.map(({ path, how, text }) => {
    const line = text.trim()
    const isShown = (how === 'append' || how === 'add') && !line.includes('\n')
    const added = isShown ? say({ en: ` (add ${line})`, zh: `（加上 ${line}）` }) : ''
    return `  ${say(HOW[how]).padEnd(6)}  ${path}${added}`
  })
  return [say({ en: `project: ${project}`, zh: `项目：${project}` }), ...lines].join('\n')
}

async function agrees(say: Say, input: Surroundings['stdin'], output: NodeJS.WritableStream): Promise<boolean> {
  if (!input.isTTY) return false
  const answer = await ask(say({ en: 'Write these files? [Y/n] ', zh: '写入这些文件吗？[Y/n] ' }), input, output)
  return answer !== undefined && /^(y(es)?|是)?$/i.test(answer.trim())
}
