import { relative } from 'node:path'
import { Command } from 'commander'
import { addFunctions } from './add/addFunctions'
import { buildOwnFunctions } from './start/buildOwnFunctions'
import { functionsRoot } from './start/projectFunctions'
import { runCommand, runMain } from './start/runCommand'

/**
 * `npm run add`: copies built functions into the project of the current folder.
 *
 * @param args the command line, without Node and the script
 * @param name the name of the command in its messages
 * @returns the exit code
 */
export async function add(args: readonly string[], name = 'npm run add --'): Promise<number> {
  const command = new Command(name)
    .description('Copies built cloud functions into your project, ready to upload.')
    .usage('[options] FUNCTION ...')
    .argument('<function...>', 'for example bindAccount')
    .option(
      '--to <dir>',
      'folder of your functions (default: cloudfunctionRoot in project.config.json, or cloudfunctions)',
    )
    .option('--force', 'overwrite files that you have changed', false)
    .action(async (names: string[], { to, force }: { to?: string; force: boolean }) => {
      const root = to ?? functionsRoot(process.cwd())
      if (root === undefined) throw new Error(NO_ROOT)
      await buildOwnFunctions()
      for (const { name, how, dir } of addFunctions(names, root, force))
        console.log(`${name}: ${how}  ${relative(process.cwd(), dir) || '.'}`)
      console.log(NEXT)
    })
  return runCommand(command, args, 'cannot add')
}

const NO_ROOT =
  'this folder has no project.config.json with a cloudfunctionRoot and no folder cloudfunctions: name the folder with --to DIR' +
  ' / 这里没有 project.config.json 的 cloudfunctionRoot，也没有 cloudfunctions 文件夹：请用 --to DIR 指定'

const NEXT = `
Next: upload each function from the developer tools, wait ten minutes for its permission, and set ADMIN_OPENIDS in the cloud console.
下一步：在开发者工具里上传（上传并部署：所有文件），等十分钟权限生效，在云开发控制台设置环境变量 ADMIN_OPENIDS。`

if (require.main === module) runMain(add)
