import { relative } from 'node:path'
import { type Message, MessageError } from '../../cloudfunctions/openapi/messages/Message'
import type { Added } from './add/copyFiles'
import { addFunctions, addLibrary } from './add/copyFiles'
import { findProject, functionsRoot, refuseOutside } from './terminal/project'
import { newCommand, runCommand } from './terminal/runCommand'

/**
 * `npm run add`: copies built functions into the project of the current folder.
 *
 * @param args the command line, without Node and the script
 * @returns the exit code
 */
export async function add(args: readonly string[]): Promise<number> {
  const command = newCommand(
    'add',
    {
      en: 'Copies built cloud functions, for example bindAccount, into your project, ready to upload.',
      zh: '把构建好的云函数（例如 bindAccount）复制到你的项目，可直接上传。',
    },
    {
      '--to <dir>': {
        en: 'folder of your functions (default: cloudfunctionRoot in project.config.json, or cloudfunctions)',
        zh: '云函数目录（默认：project.config.json 的 cloudfunctionRoot，或 cloudfunctions）',
      },
      '--library': {
        en: 'copy wx-logistics.js and its types into functions of your own instead',
        zh: '改为把 wx-logistics.js 和类型复制到你自己的云函数',
      },
      '--force': { en: 'overwrite files that you have changed', zh: '覆盖你修改过的文件' },
      '--json': { en: 'print what was done as JSON', zh: '以 JSON 输出结果' },
    },
  )
    .usage('[options] FUNCTION ...')
    .argument('<function...>')
    .action(async (names: string[], { to, library, force = false, json }: Options) => {
      const { say } = command
      const project = findProject(process.cwd())
      const root = to ?? (project === undefined ? undefined : functionsRoot(project))
      if (root === undefined) {
        const dir = project ?? process.cwd()
        throw new MessageError({
          en: `${dir} has no project.config.json with a cloudfunctionRoot and no folder cloudfunctions. Name the folder with --to DIR.`,
          zh: `${dir} 里没有含 cloudfunctionRoot 的 project.config.json，也没有 cloudfunctions 文件夹。请用 --to DIR 指定目录。`,
        })
      }
      if (to === undefined && project !== undefined) refuseOutside(project, root)
      const added = (library ? addLibrary : addFunctions)(names, root, force)
      if (json) return console.log(JSON.stringify({ project: project ?? null, functions: added }, undefined, 2))
      if (project !== undefined) console.log(say({ en: `project: ${project}`, zh: `项目：${project}` }))
      for (const { name, how, dir } of added)
        console.log(`${name}: ${say(HOW[how])}  ${relative(process.cwd(), dir) || '.'}`)
      if (library) return console.log(say(USE))
      console.log(
        say({
          en: '\nNext: upload each function from the developer tools, wait ten minutes for its permission, and in the cloud console set ADMIN_OPENIDS and raise the time limit from 3 s to 10 s.',
          zh: '\n下一步：在开发者工具里上传（上传并部署：所有文件），等十分钟权限生效，再到云开发控制台设置环境变量 ADMIN_OPENIDS，并把超时时间从 3 秒改为 10 秒。',
        }),
      )
    })
  return runCommand(command, args)
}

interface Options {
  to?: string
  library?: boolean
  force?: boolean
  json?: true
}

const USE = {
  en: "\nNext: in index.js, write const { createOpenApi, cloudFunction } = require('./wx-logistics'). In config.json, list the APIs that you call under permissions.openapi.",
  zh: "\n下一步：在 index.js 里写 const { createOpenApi, cloudFunction } = require('./wx-logistics')，并在 config.json 的 permissions.openapi 里列出要调用的接口。",
}

const HOW: Readonly<Record<Added['how'], Message>> = {
  added: { en: 'added', zh: '已添加' },
  updated: { en: 'updated', zh: '已更新' },
  unchanged: { en: 'unchanged', zh: '没有变化' },
}
